// What can be answered, when an answer is complete, what a file of answers must be like, and the store of a browser.

// The article as a whole is answered like a sentence, under this number; in a file its answers stand apart.
const WHOLE = 0;
const SHORT = ["loaded", "voice", "stance", "confidence"]; // asked of files that do not say, as in the suite

const oneSpace = (text) => text.split(/\s+/).filter(Boolean).join(" ");

function emptyAnswer(sentence) {
  return { sentence, ...(sentence === WHOLE ? ofWhole() : ofSentence()) };
}

function isEmpty(answer) {
  return JSON.stringify(answer) === JSON.stringify(emptyAnswer(answer.sentence));
}

// The names of the parts in which two answers differ: a field, or of one with many answers the field, a colon and what is asked about.
// The suite reads them (changed_in).
function changedParts(before, after) {
  const differ = (one, other) => JSON.stringify(one) !== JSON.stringify(other);
  return Object.entries(emptyAnswer(after.sentence)).flatMap(([name, empty]) => {
    if (Array.isArray(empty) || empty === null || typeof empty !== "object") return differ(before[name], after[name]) ? [name] : [];
    const keys = [...new Set([...Object.keys(before[name]), ...Object.keys(after[name])])];
    return keys.filter((key) => differ(before[name][key], after[name][key])).map((key) => name + ":" + key);
  });
}

// In the order of the form: the sentences, then the article as a whole.
const byPlace = (answers) => answers.sort((a, b) => (a.sentence || Infinity) - (b.sentence || Infinity));

// What a question is asked of in turn: names and the words of the form.
const askedOf = (task, key) => (task.questions[key].items.length ? task.questions[key].items : task.sides.map((side) => [side, side]));
const inTurn = (task, key, given) => Object.fromEntries(askedOf(task, key).flatMap(([name]) => (has(given, name) ? [[name, given[name]]] : [])));

// Whether there are questions on the article as a whole, or on each sentence.
const asksWhole = (task) => task.asks.some((key) => task.questions[key].whole);
const asksSentences = (task) => task.asks.some((key) => !task.questions[key].whole);

// The answers of a file of answers, and the part of a file that holds answers.
function answersIn(data) {
  const whole = emptyAnswer(WHOLE);
  for (const key of Object.keys(ofWhole())) if (has(data.whole || {}, key)) whole[key] = data.whole[key];
  return isEmpty(whole) ? data.answers : [...data.answers, whole];
}

function inFile(answers) {
  const { sentence, ...whole } = answers.find((answer) => answer.sentence === WHOLE) || emptyAnswer(WHOLE);
  return { answers: answers.filter((answer) => answer.sentence !== WHOLE), whole };
}

// What is still open in an answer, in the words of the form.
function openQuestions(answer, task) {
  const own = task.asks.filter((key) => has(answer, key) && task.questions[key].choices.length);
  return own.flatMap((key) => {
    const { each, open } = task.questions[key];
    if (!each) return answer[key] === null ? [open] : [];
    return askedOf(task, key).flatMap(([name]) => (has(answer[key], name) ? [] : [open + clean(name)]));
  });
}

// What a sentence is called: its number, and among several reports the letter of its own before it.
const labelOf = (task, n) => (task && task.sentences[n - 1].label) || String(n);

// "sentences 2, 3 and the article as a whole"
function inPlaces(numbers, task) {
  const own = numbers.filter((n) => n !== WHOLE);
  const parts = own.length ? [(own.length === 1 ? "sentence " : "sentences ") + own.map((n) => labelOf(task, n)).join(", ")] : [];
  if (numbers.includes(WHOLE)) parts.push(AS_A_WHOLE);
  return parts.join(" and ");
}

// An answer in a line of words.
function inWords(answer, task) {
  const titled = (key, value) => task.questions[key].choices.find(([each]) => each === value)[1];
  const parts = [];
  if (answer.sentence === WHOLE) {
    for (const [side] of askedOf(task, "roles")) if (has(answer.roles, side)) parts.push(side + ": " + answer.roles[side]);
    for (const [frame] of askedOf(task, "frames")) if (has(answer.frames, frame)) parts.push(frame + ": " + answer.frames[frame]);
    return clean(parts.join("; ") || "nothing, all answers taken away");
  }
  if (answer.loaded.length) parts.push("loaded: " + answer.loaded.map((mark) => "“" + mark.text + "”").join(", "));
  if (answer.voice !== null) parts.push("voice: " + titled("voice", answer.voice) + (answer.speaker ? " (" + answer.speaker + ")" : ""));
  for (const side of task.sides) if (has(answer.stance, side)) parts.push(side + ": " + titled("stance", answer.stance[side]));
  if (answer.harm !== null) parts.push("harm: " + titled("harm", answer.harm));
  if (answer.confidence !== null) parts.push(titled("confidence", answer.confidence));
  if (answer.comment) parts.push("“" + answer.comment + "”");
  return clean(parts.join("; ") || "nothing, all answers taken away");
}

// Say what is wrong with the data of a file of answers to this task, or return null. The same rules as read_annotation of the suite.
function problem(data, task) {
  const text = (value) => typeof value === "string" && Array.from(value).length <= task.limits.text;
  const whole = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;
  if (!data || typeof data !== "object" || data.format !== FORMAT) return "This file does not hold answers from a worksheet like this one.";
  if (!data.article || data.article.sha256 !== task.article.sha256) return "These answers belong to another article, or to another version of this one.";
  if (!text(data.coder) || Number.isNaN(Date.parse(data.saved)) || !oneSpace(data.coder) || Array.from(oneSpace(data.coder)).length > task.limits.name || ![1, 2].includes(data.pass) || !Array.isArray(data.answers) || !Array.isArray(data.sides)) return "The file is damaged: name, pass or answers are missing.";
  if (JSON.stringify(data.sides) !== JSON.stringify(task.sides)) return "The file asks about other sides (" + clean(data.sides.join(", ")) + ") than this worksheet.";
  const plain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const allowed = (key) => task.questions[key].choices.map(([value]) => value);
  const among = (key, value) => value === undefined || value === null || allowed(key).includes(value);
  const each = (given, key) => plain(given) && Object.entries(given).every(([name, value]) => askedOf(task, key).some(([known]) => known === name) && allowed(key).includes(value));
  const keysOf = (empty) => Object.keys(empty).filter((key) => has(task.questions, key) && task.questions[key].choices.length);
  const of = data.whole === undefined ? {} : data.whole;
  if (!plain(of) || keysOf(ofWhole()).some((key) => of[key] !== undefined && !each(of[key], key))) return "The file is damaged in the answers on " + AS_A_WHOLE + ".";
  if (data.asked !== undefined && !(Array.isArray(data.asked) && data.asked.every((key) => has(task.questions, key)))) return "The file is damaged: it asks questions that this worksheet does not know.";
  const seen = new Set();
  for (const answer of data.answers) {
    const n = answer && answer.sentence;
    if (!whole(n, 1, task.sentences.length) || seen.has(n)) return "The file is damaged: a sentence does not exist or occurs twice.";
    seen.add(n);
    const loaded = answer.loaded === undefined ? [] : answer.loaded;
    const good =
      keysOf(ofSentence()).every((key) => (task.questions[key].each ? answer[key] === undefined || each(answer[key], key) : among(key, answer[key]))) &&
      Object.values(task.questions).every(({ field }) => !field || answer[field.key] === undefined || answer[field.key] === null || text(answer[field.key])) &&
      (answer[NOTE.key] === undefined || text(answer[NOTE.key])) &&
      Array.isArray(loaded) &&
      loaded.every((mark) => mark && whole(mark.start, task.sentences[n - 1].start, mark.end - 1) && whole(mark.end, 1, task.sentences[n - 1].end) && text(mark.text));
    if (!good) return "The file is damaged in the answer to sentence " + labelOf(task, n) + ".";
  }
  return null;
}

// Some browsers keep nothing for a page opened from a file, or in a private window: reading or writing then raises.
function openStore() {
  try {
    const probe = FORMAT + "/probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

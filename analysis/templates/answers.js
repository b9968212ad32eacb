// What can be answered, when an answer is complete, what a file of answers must be like, and the store of a browser.

const FORMAT = "framing-annotation 1";

// The article as a whole is answered like a sentence, under this number; in a file its answers stand apart.
const WHOLE = 0;
const SHORT = ["loaded", "voice", "stance", "confidence"]; // asked of files that do not say, as in the suite

const oneSpace = (text) => text.split(/\s+/).filter(Boolean).join(" ");

function emptyAnswer(sentence) {
  if (sentence === WHOLE) return { sentence, roles: {}, frames: {} };
  return { sentence, voice: null, speaker: null, stance: {}, loaded: [], harm: null, confidence: null, comment: "" };
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

// The questions that are asked of each side, or of each frame, in turn; and of what: names and the words of the form.
const IN_TURN = ["stance", "roles", "frames"];
const askedOf = (task, key) => (key === "frames" ? task.questions.frames.items : task.sides.map((side) => [side, side]));
const inTurn = (task, key, given) => Object.fromEntries(askedOf(task, key).flatMap(([name]) => (has(given, name) ? [[name, given[name]]] : [])));

// Whether there are questions on the article as a whole, or on each sentence.
const asksWhole = (task) => task.asks.some((key) => key === "roles" || key === "frames");
const asksSentences = (task) => task.asks.some((key) => key !== "roles" && key !== "frames");

// The answers of a file of answers, and the part of a file that holds answers.
function answersIn(data) {
  const { roles = {}, frames = {} } = data.whole || {};
  const whole = { ...emptyAnswer(WHOLE), roles, frames };
  return isEmpty(whole) ? data.answers : [...data.answers, whole];
}

function inFile(answers) {
  const { roles, frames } = answers.find((answer) => answer.sentence === WHOLE) || emptyAnswer(WHOLE);
  return { answers: answers.filter((answer) => answer.sentence !== WHOLE), whole: { roles, frames } };
}

// What is still open in an answer, in the words of the form.
function openQuestions(answer, task) {
  const named = { voice: "whose voice", harm: "harm", confidence: "how sure" };
  const of = { stance: "stance towards ", roles: "role of ", frames: "" };
  const own = task.asks.filter((key) => key !== "loaded" && has(answer, key));
  return own.flatMap((key) => {
    if (key in named) return answer[key] === null ? [named[key]] : [];
    return askedOf(task, key).flatMap(([name]) => (has(answer[key], name) ? [] : [of[key] + clean(name)]));
  });
}

// "sentences 2, 3 and the article as a whole"
function inPlaces(numbers) {
  const own = numbers.filter((n) => n !== WHOLE);
  const parts = own.length ? [(own.length === 1 ? "sentence " : "sentences ") + own.join(", ")] : [];
  if (numbers.includes(WHOLE)) parts.push("the article as a whole");
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
  const of = data.whole === undefined ? {} : data.whole;
  if (!plain(of) || ["roles", "frames"].some((key) => of[key] !== undefined && !each(of[key], key))) return "The file is damaged in the answers on the article as a whole.";
  if (data.asked !== undefined && !(Array.isArray(data.asked) && data.asked.every((key) => has(task.questions, key)))) return "The file is damaged: it asks questions that this worksheet does not know.";
  const seen = new Set();
  for (const answer of data.answers) {
    const n = answer && answer.sentence;
    if (!whole(n, 1, task.sentences.length) || seen.has(n)) return "The file is damaged: a sentence does not exist or occurs twice.";
    seen.add(n);
    const stance = answer.stance === undefined ? {} : answer.stance;
    const loaded = answer.loaded === undefined ? [] : answer.loaded;
    const good =
      ["voice", "harm", "confidence"].every((key) => among(key, answer[key])) &&
      (answer.speaker === undefined || answer.speaker === null || text(answer.speaker)) &&
      (answer.comment === undefined || text(answer.comment)) &&
      each(stance, "stance") &&
      Array.isArray(loaded) &&
      loaded.every((mark) => mark && whole(mark.start, task.sentences[n - 1].start, mark.end - 1) && whole(mark.end, 1, task.sentences[n - 1].end) && text(mark.text));
    if (!good) return "The file is damaged in the answer to sentence " + n + ".";
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

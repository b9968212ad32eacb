// What can be answered, when an answer is complete, what a file of answers must be like, and the store of a browser.

const FORMAT = "framing-annotation 1";

const QUESTIONS = {
  voice: [
    ["narrator", "narrator", "the reporter’s own words"],
    ["direct", "direct", "a source, in quotation marks"],
    ["indirect", "indirect", "a source, reworded"],
    ["mixed", "mixed", "reworded, with quoted words"],
  ],
  stance: [
    [-1, "− negative", ""],
    [0, "0 neutral", ""],
    [1, "+ positive", ""],
    [null, "not mentioned or unsure", ""],
  ],
  confidence: [
    [1, "a guess", ""],
    [2, "fairly sure", ""],
    [3, "sure", ""],
  ],
};

const oneSpace = (text) => text.split(/\s+/).filter(Boolean).join(" ");

function emptyAnswer(sentence) {
  return { sentence, voice: null, speaker: null, stance: {}, loaded: [], confidence: null, comment: "" };
}

function isEmpty(answer) {
  return JSON.stringify(answer) === JSON.stringify(emptyAnswer(answer.sentence));
}

// The names of the parts in which two answers to a sentence differ: a field, or "stance:" and a side. The suite reads them (Answer.changed_in).
function changedParts(before, after) {
  const fields = Object.keys(emptyAnswer(0)).filter((name) => !["sentence", "stance"].includes(name));
  const sides = [...new Set([...Object.keys(before.stance), ...Object.keys(after.stance)])];
  const differ = (one, other) => JSON.stringify(one) !== JSON.stringify(other);
  return [
    ...fields.filter((name) => differ(before[name], after[name])),
    ...sides.filter((side) => differ(before.stance[side], after.stance[side])).map((side) => "stance:" + side),
  ];
}

// What is still open in an answer, in the words of the form.
function openQuestions(answer, sides) {
  const open = [];
  if (answer.voice === null) open.push("whose voice");
  for (const side of sides) if (!has(answer.stance, side)) open.push("stance towards " + clean(side));
  if (answer.confidence === null) open.push("how sure");
  return open;
}

// An answer in a line of words.
function inWords(answer, sides) {
  const titled = (name, value) => QUESTIONS[name].find(([each]) => each === value)[1];
  const parts = [];
  if (answer.loaded.length) parts.push("loaded: " + answer.loaded.map((mark) => "“" + mark.text + "”").join(", "));
  if (answer.voice !== null) parts.push("voice: " + titled("voice", answer.voice) + (answer.speaker ? " (" + answer.speaker + ")" : ""));
  for (const side of sides) if (has(answer.stance, side)) parts.push(side + ": " + titled("stance", answer.stance[side]));
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
  const seen = new Set();
  for (const answer of data.answers) {
    const n = answer && answer.sentence;
    if (!whole(n, 1, task.sentences.length) || seen.has(n)) return "The file is damaged: a sentence does not exist or occurs twice.";
    seen.add(n);
    const stance = answer.stance === undefined ? {} : answer.stance;
    const loaded = answer.loaded === undefined ? [] : answer.loaded;
    const good =
      [undefined, null, "narrator", "direct", "indirect", "mixed"].includes(answer.voice) &&
      [undefined, null, 1, 2, 3].includes(answer.confidence) &&
      (answer.speaker === undefined || answer.speaker === null || text(answer.speaker)) &&
      (answer.comment === undefined || text(answer.comment)) &&
      stance !== null &&
      typeof stance === "object" &&
      Object.entries(stance).every(([side, value]) => task.sides.includes(side) && [-1, 0, 1, null].includes(value)) &&
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

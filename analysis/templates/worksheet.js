// The worksheet: who is coding, where the answers are kept (this browser), and how they leave it (a file).

const FORMAT = "framing-annotation 1";
const task = JSON.parse(document.getElementById("task").textContent);
const $ = (id) => document.getElementById(id);
const store = openStore();
let session = null; // { coder, pass, form, saved, handedOver }

// ---- where the answers are kept ----

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

const oneSpace = (text) => text.split(/\s+/).filter(Boolean).join(" ");
const place = (coder, pass) => [FORMAT, task.article.sha256, oneSpace(coder).toLowerCase(), pass].join("/");
const lastCoder = FORMAT + "/" + task.article.sha256 + "/last";

function kept(coder, pass) {
  if (!store) return null;
  try {
    const data = JSON.parse(store.getItem(place(coder, pass)));
    return data && !problem(data) ? data : null;
  } catch {
    return null;
  }
}

function fileData() {
  return { format: FORMAT, article: task.article, coder: session.coder, pass: session.pass, saved: session.saved, sides: task.sides, answers: session.form.answers() };
}

function keep() {
  session.saved = new Date().toISOString();
  session.handedOver = false;
  drawHandIn();
  if (!store) return session.form.say("Not kept by this browser: download your answers before you close this page.", true);
  try {
    store.setItem(place(session.coder, session.pass), JSON.stringify(fileData()));
    store.setItem(lastCoder, session.coder);
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return session.form.say("Saved in this browser, " + time + ".");
  } catch {
    $("nostore").hidden = false;
    return session.form.say("This browser is full and did not save: download your answers before you close this page.", true);
  }
}

// ---- a file from another machine ----

// Say what is wrong with the data of a file, or return null. The same rules as read_annotation of the suite.
function problem(data) {
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

async function loadFile(input) {
  const file = input.files[0];
  if (!file) return;
  input.value = "";
  let data;
  try {
    data = JSON.parse(await file.text());
  } catch {
    return tell("“" + file.name + "” is not readable: is it the file you downloaded here?", true);
  }
  const wrong = problem(data);
  if (wrong) return tell(wrong, true);
  data.coder = oneSpace(data.coder);
  const here = session && place(session.coder, session.pass) === place(data.coder, data.pass) ? fileData() : kept(data.coder, data.pass);
  if (here && here.answers.length && JSON.stringify(here.answers) !== JSON.stringify(data.answers)) return choose(data, here);
  return begin(data.coder, data.pass, data);
}

function tell(text, trouble) {
  $("told").textContent = text;
  $("told").classList.toggle("trouble", Boolean(trouble));
}

// Two sets of answers of one person: the person says which to go on with.
function choose(data, here) {
  const count = (answers) => answers.length + (answers.length === 1 ? " sentence" : " sentences");
  $("which").textContent = "This browser holds answers of " + data.coder + " to " + count(here.answers) + ", the file to " + count(data.answers) + ". Which do you want to use?";
  $("choose").hidden = false;
  $("usefile").onclick = () => begin(data.coder, data.pass, data);
  $("usehere").onclick = () => begin(here.coder, here.pass, here);
  $("usefile").focus();
}

// ---- a session ----

function begin(coder, pass, given) {
  const here = given || kept(coder, pass) || { answers: [], saved: new Date().toISOString() };
  if (session) session.form.flush();
  session = { coder, pass, saved: here.saved, handedOver: true, form: null };
  session.form = codingForm($("form"), task, { answers: here.answers, pass, level: 3, onChange: keep, onFinish: () => $("handin").scrollIntoView() });
  $("whoami").textContent = coder + (pass === 2 ? ", second time" : "");
  for (const id of ["start", "choose"]) $(id).hidden = true;
  for (const id of ["now", "form", "handin"]) $(id).hidden = false;
  tell("");
  $("article").open = false;
  if (given) keep();
  drawHandIn();
  session.form.say(here.answers.length ? "Welcome back, " + coder + ". Go on where you stopped." : "Ready. Every answer is kept at once.");
  $("code").scrollIntoView();
  $("whoami").focus({ preventScroll: true });
}

function leave() {
  session.form.flush();
  session = null;
  for (const id of ["now", "form", "handin"]) $(id).hidden = true;
  $("start").hidden = false;
  drawStart("");
  $("coder").focus();
}

function drawStart(coder) {
  $("coder").value = coder;
  $("pass1").checked = true;
  drawKnown();
}

function drawKnown() {
  const coder = oneSpace($("coder").value);
  const pass = $("pass2").checked ? 2 : 1;
  const known = coder ? kept(coder, pass) : null;
  const count = known ? known.answers.length : 0;
  $("known").textContent = count ? "This browser holds answers of " + coder + " to " + count + " of " + task.sentences.length + " sentences." : "";
  $("begin").textContent = count ? "Go on as " + coder : "Start";
}

// ---- handing in ----

function downloadName() {
  const coder = Array.from(session.coder.toLowerCase(), (c) => (/[\p{L}\p{N}-]/u.test(c) ? c : c === " " ? "_" : "~" + c.codePointAt(0).toString(16))).join("");
  return task.file + "." + coder + ".pass" + session.pass + ".json";
}

function download() {
  session.form.flush();
  const text = JSON.stringify(fileData(), null, 1) + "\n";
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = make("a", { href: address, download: downloadName() });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  session.handedOver = true;
  drawHandIn();
  $("handed").textContent = "Your browser was asked to save “" + downloadName() + "”. Find it in your downloads folder, then hand it in.";
}

function drawHandIn() {
  const list = session.form.answers();
  const done = list.filter((answer) => openQuestions(answer, task.sides).length === 0).length;
  $("counted").textContent = done + " of " + task.sentences.length + " sentences are answered" + (list.length > done ? ", " + (list.length - done) + " only in part" : "") + ".";
  $("download").disabled = list.length === 0;
  $("handed").textContent = "";
  $("forget").hidden = !store;
  $("forgetsure").hidden = true;
  if ($("bytext").open) $("text").value = JSON.stringify(fileData());
}

function forget() {
  store.removeItem(place(session.coder, session.pass));
  store.removeItem(lastCoder);
  session.form.replace([]);
  leave();
  tell("Those answers are no longer in this browser.");
}

// ---- on paper ----

// The printed form shows the answers so far; without any it is an empty form.
function fillPaper() {
  const closed = ["article", "book"].map($).filter((each) => !each.open);
  for (const each of closed) each.open = true;
  window.addEventListener("afterprint", () => closed.forEach((each) => (each.open = false)), { once: true });
  const answers = session ? session.form.answers() : [];
  const paper = $("paper");
  paper.querySelectorAll(".on").forEach((box) => box.classList.remove("on"));
  paper.querySelectorAll("[data-line]").forEach((line) => line.replaceChildren());
  $("papername").textContent = session ? session.coder : "";
  for (const answer of answers) {
    const item = paper.querySelector('[data-sentence="' + answer.sentence + '"]');
    const tick = (name) => item.querySelector('[data-box="' + name + '"]').classList.add("on");
    if (answer.voice) tick("voice " + answer.voice);
    if (answer.confidence) tick("sure " + answer.confidence);
    task.sides.forEach((side, i) => has(answer.stance, side) && tick("stance" + i + " " + answer.stance[side]));
    item.querySelector('[data-line="speaker"]').textContent = clean(answer.speaker || "");
    item.querySelector('[data-line="loaded"]').textContent = clean(answer.loaded.map((mark) => mark.text).join("; "));
    item.querySelector('[data-line="comment"]').textContent = clean(answer.comment);
  }
}

// ---- the page ----

document.documentElement.classList.add("live");
$("book").open = false;
$("nostore").hidden = Boolean(store);
$("start").hidden = false;
drawStart((store && store.getItem(lastCoder)) || "");
$("coder").addEventListener("input", drawKnown);
for (const id of ["pass1", "pass2"]) $(id).addEventListener("change", drawKnown);
$("start").addEventListener("submit", (event) => {
  event.preventDefault();
  const coder = oneSpace($("coder").value);
  $("coder").setAttribute("aria-invalid", String(!coder));
  $("noname").hidden = Boolean(coder);
  if (coder) begin(coder, $("pass2").checked ? 2 : 1);
  else $("coder").focus();
});
for (const id of ["file", "file2"]) $(id).addEventListener("change", () => loadFile($(id)));
$("leave").addEventListener("click", leave);
$("download").addEventListener("click", download);
$("print").addEventListener("click", () => window.print());
$("forget").addEventListener("click", () => {
  $("forgetsure").hidden = false;
  $("forgetyes").focus();
});
$("forgetyes").addEventListener("click", forget);
$("forgetno").addEventListener("click", () => {
  $("forgetsure").hidden = true;
  $("forget").focus();
});
$("bytext").addEventListener("toggle", () => session && drawHandIn());
$("text").addEventListener("focus", () => $("text").select());
window.addEventListener("beforeprint", fillPaper);
window.addEventListener("pagehide", () => session && session.form.flush());
window.addEventListener("beforeunload", (event) => {
  if (session && !session.handedOver && (!store || !$("nostore").hidden)) event.preventDefault();
});
window.addEventListener("storage", (event) => {
  if (session && event.key === place(session.coder, session.pass)) {
    const there = kept(session.coder, session.pass); // the same person goes on in another tab
    session.form.replace(there ? there.answers : []);
    drawHandIn();
  }
});

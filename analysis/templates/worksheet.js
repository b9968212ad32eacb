// The worksheet: who is coding, where the answers are kept (this browser), and how they leave it (a file).

const task = JSON.parse(document.getElementById("task").textContent);
const $ = (id) => document.getElementById(id);
const store = openStore();
let session = null; // { coder, pass, asked, form, saved, handedOver }

// ---- where the answers are kept ----

const place = (coder, pass) => [FORMAT, task.article.sha256, oneSpace(coder).toLowerCase(), pass].join("/");
const lastCoder = FORMAT + "/" + task.article.sha256 + "/last";

function kept(coder, pass) {
  if (!store) return null;
  try {
    const data = JSON.parse(store.getItem(place(coder, pass)));
    return data && !problem(data, task) ? data : null;
  } catch {
    return null;
  }
}

function fileData() {
  const { coder, pass, saved, asked } = session;
  return { format: FORMAT, article: task.article, coder, pass, saved, sides: task.sides, asked, ...inFile(session.form.answers()) };
}

// Keep the answers at every key: what a page writes only when it is left may come too late for the next page, or never.
function write() {
  session.saved = new Date().toISOString();
  session.handedOver = false;
  drawHandIn();
  if (!store) {
    session.form.say("Not kept by this browser: download your answers before you close this page.", true);
    return false;
  }
  try {
    store.setItem(place(session.coder, session.pass), JSON.stringify(fileData()));
    store.setItem(lastCoder, session.coder);
    return true;
  } catch {
    $("nostore").hidden = false;
    session.form.say("This browser is full and did not save: download your answers before you close this page.", true);
    return false;
  }
}

function keep() {
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  if (write()) session.form.say("Saved in this browser, " + time + ".");
}

// The same person goes on in another tab.
function takeOver() {
  const there = kept(session.coder, session.pass);
  session.form.replace(there ? answersIn(there) : []);
  drawHandIn();
}

// ---- a file from another machine ----

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
  const wrong = problem(data, task);
  if (wrong) return tell(wrong, true);
  data.coder = oneSpace(data.coder);
  const here = session && place(session.coder, session.pass) === place(data.coder, data.pass) ? fileData() : kept(data.coder, data.pass);
  if (here && answersIn(here).length && JSON.stringify(answersIn(here)) !== JSON.stringify(answersIn(data))) return choose(data, here);
  return begin(data.coder, data.pass, data);
}

function tell(text, trouble) {
  $("told").textContent = text;
  $("told").classList.toggle("trouble", Boolean(trouble));
}

// Two sets of answers of one person: the person says which to go on with.
function choose(data, here) {
  const count = (given) => given.answers.length + (given.answers.length === 1 ? " sentence" : " sentences") + (answersIn(given).length > given.answers.length ? " and to " + AS_A_WHOLE : "");
  $("which").textContent = "This browser holds answers of " + data.coder + " to " + count(here) + ", the file to " + count(data) + ". Which do you want to use?";
  $("choose").hidden = false;
  $("usefile").onclick = () => begin(data.coder, data.pass, data);
  $("usehere").onclick = () => begin(here.coder, here.pass, here);
  $("usefile").focus();
}

// ---- a session ----

function begin(coder, pass, given) {
  const here = given || kept(coder, pass) || { answers: [], asked: [], saved: new Date().toISOString() };
  const before = answersIn(here);
  if (session) session.form.flush();
  const asked = Object.keys(task.questions).filter((key) => task.asks.includes(key) || (here.asked || SHORT).includes(key));
  session = { coder, pass, asked, saved: here.saved, handedOver: true, form: null };
  session.form = codingForm($("form"), task, { answers: before, pass, level: 3, onTyped: write, onChange: keep, onFinish: () => $("handin").scrollIntoView() });
  $("whoami").textContent = coder + (pass === 2 ? ", second time" : "");
  for (const id of ["start", "choose"]) $(id).hidden = true;
  for (const id of ["now", "form", "handin"]) $(id).hidden = false;
  tell("");
  $("article").open = false;
  if (given) keep();
  drawHandIn();
  session.form.say(before.length ? "Welcome back, " + coder + ". Go on where you stopped." : "Ready. Every answer is kept at once.");
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
  const whole = known && answersIn(known).length > count;
  const of = [...(count ? [count + " of " + task.sentences.length + " sentences"] : []), ...(whole ? [AS_A_WHOLE] : [])].join(" and ");
  $("known").textContent = of ? "This browser holds answers of " + coder + " to " + of + "." : "";
  $("begin").textContent = of ? "Go on as " + coder : "Start";
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
  const own = list.filter((answer) => answer.sentence !== WHOLE);
  const done = own.filter((answer) => openQuestions(answer, task).length === 0).length;
  const left = openQuestions(list.find((answer) => answer.sentence === WHOLE) || emptyAnswer(WHOLE), task);
  const parts = asksSentences(task) ? [done + " of " + task.sentences.length + " sentences are answered" + (own.length > done ? ", " + (own.length - done) + " only in part" : "") + "."] : [];
  if (asksWhole(task)) parts.push(left.length ? "Still open for " + AS_A_WHOLE + ": " + left.join(", ") + "." : upper(AS_A_WHOLE) + " is answered.");
  $("counted").textContent = parts.join(" ");
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
    if (!item) continue;
    const tick = (name) => item.querySelectorAll('[data-box="' + name + '"]').forEach((box) => box.classList.add("on"));
    for (const [key, { each, choices: list }] of Object.entries(task.questions).filter(([key]) => has(answer, key))) {
      if (each) askedOf(task, key).forEach(([name], i) => has(answer[key], name) && tick(key + i + " " + answer[key][name]));
      else if (list.length && answer[key] !== null) tick(key + " " + answer[key]);
    }
    const fields = Object.values(task.questions).flatMap(({ field }) => (field ? [[field.key, answer[field.key] || ""]] : []));
    const lines = answer.sentence === WHOLE ? {} : { ...Object.fromEntries(fields), loaded: (answer.loaded || []).map((mark) => mark.text).join("; "), note: answer[NOTE.key] };
    for (const [name, text] of Object.entries(lines)) item.querySelectorAll("[data-line=" + name + "]").forEach((line) => (line.textContent = clean(text)));
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
window.addEventListener("beforeunload", (event) => {
  if (session && !session.handedOver && (!store || !$("nostore").hidden)) event.preventDefault();
});
window.addEventListener("storage", (event) => {
  if (session && event.key === place(session.coder, session.pass)) takeOver();
});
window.addEventListener("pageshow", (event) => {
  if (session && store && event.persisted) takeOver(); // a page that comes back was told of nothing meanwhile
});

// The widget: the same form, whose answers the kernel saves in a file after every change.

function render({ model, el }) {
  const me = Math.random().toString(36).slice(2);
  const store = openStore();
  let task = model.get("task");
  const lastCoder = FORMAT + "/" + task.article.sha256 + "/last";
  let form = null;
  let offered = null;
  let unsaved = null;
  let awaiting = null;
  let exporting = false;

  // JupyterLab takes single keys for commands ("d d" deletes the cell); not those typed in here.
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.addEventListener("keydown", (event) => event.stopPropagation());
  el.classList.add("framing", "live");

  const again = make("button", { type: "button", hidden: true, onclick: saveAgain }, "Save again");
  const csv = make("button", { type: "button", onclick: exportCsv }, "Export CSV");

  function saveAgain() {
    form.say("Saving …");
    unsaved.again();
  }

  function sayTrouble(text) {
    again.hidden = !unsaved.any();
    csv.disabled = true;
    const here = el.contains(document.activeElement) && document.activeElement.classList.contains("main");
    form.block(true);
    form.say(text, true);
    if (here && !again.hidden) again.focus();
  }

  function saySaved() {
    again.hidden = true;
    csv.disabled = false;
    form.block(false);
    refresh();
    const { time } = model.get("saved");
    form.say(time ? "Saved " + when(time) + " in " + model.get("file") : "Ready. Every answer is saved at once.");
    if (exporting) exportCsv();
  }

  function when(iso) {
    const time = new Date(iso);
    const today = time.toDateString() === new Date().toDateString();
    return (today ? "" : time.toLocaleDateString([], { day: "numeric", month: "long" }) + ", ") + time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }

  // Tell when the kernel does not answer to something else than an answer of the coder.
  function expectAnswer(tell) {
    clearTimeout(awaiting);
    awaiting = setTimeout(() => tell("The kernel does not answer: it was restarted, it is busy with another cell, or the connection to it is lost. Run this cell again."), SLOW);
  }

  function exportCsv() {
    form.flush();
    exporting = unsaved.any(); // the tables are made when the file holds everything
    if (exporting) return;
    expectAnswer((text) => form.say(text, true));
    model.send({ kind: "export" });
  }

  function onExported() {
    const exported = model.get("exported");
    if (!form || !exported.length) return;
    clearTimeout(awaiting);
    form.say("Written: " + exported.join(" and "));
  }

  function onSaved() {
    const saved = model.get("saved");
    if (saved.number) return unsaved && unsaved.hear(saved);
    if (!saved.error) return undefined;
    clearTimeout(awaiting);
    if (form) form.say(saved.error, true);
    else if (!offered) askName(saved.error);
    return undefined;
  }

  // The kernel says what the file holds: another tab, or another form of this coder, may have written there.
  function onAnswers() {
    if (offered) open();
    else refresh();
  }

  function refresh() {
    const answers = unsaved ? unsaved.over(model.get("answers")) : [];
    if (form && JSON.stringify(answers) !== JSON.stringify(form.answers())) form.replace(answers);
  }

  function held(sentence) {
    return { ...emptyAnswer(sentence), ...model.get("answers").find((answer) => answer.sentence === sentence) };
  }

  function onHidden() {
    if (form) form.flush();
  }

  function remember(coder) {
    try {
      if (store) store.setItem(lastCoder, coder);
    } catch {
      // a full browser: the name is asked for again
    }
  }

  function askName(trouble) {
    const known = oneSpace(model.get("coder")) || (store && oneSpace(store.getItem(lastCoder) || "")) || "";
    const input = make("input", { type: "text", id: me, maxlength: task.limits.name, autocomplete: "off", value: known });
    const error = make("p", { class: "trouble", role: "alert" }, trouble || "");
    const begin = make("button", { type: "submit", class: "main" });
    const drawBegin = () => (begin.textContent = known && oneSpace(input.value) === known ? "Go on as " + clean(known) : "Start");
    const label = make("label", { for: me }, "Your name for this task: a code name (a bird, a river), never your real one");
    const ask = make("form", { class: "panel" }, make("p", { class: "field" }, label, input), error, make("p", { class: "buttons" }, begin));
    drawBegin();
    input.addEventListener("input", drawBegin);
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!oneSpace(input.value)) {
        error.textContent = "Write a name first: it goes into the file.";
        return input.focus();
      }
      remember(oneSpace(input.value));
      expectAnswer((text) => (error.textContent = text));
      model.set("coder", input.value);
      return model.save_changes();
    });
    el.replaceChildren(ask);
  }

  function open() {
    if (!model.get("file")) return askName(model.get("saved").error);
    clearTimeout(awaiting);
    task = model.get("task"); // the sides are those of the file
    remember(model.get("coder"));
    const about = { format: FORMAT, article: task.article, coder: model.get("coder"), pass: model.get("pass_number"), sides: task.sides, asked: task.asks };
    const copies = unsavedCopies(store, task, about, model.get("place"));
    const found = copies.found(model.get("answers"));
    offered = found.answers.length ? found : null;
    if (offered) return offer(copies);
    copies.drop(found.keys);
    return drawForm(copies);
  }

  // Answers that never reached the file: the coder says whether they count.
  function offer(copies) {
    const { keys, answers, time } = offered;
    const held = new Set(model.get("answers").map((answer) => answer.sentence));
    const replaces = (answer) => (held.has(answer.sentence) ? " This would replace the answer in the file." : "");
    const lines = answers.map((answer) => make("li", {}, make("strong", {}, answer.sentence === WHOLE ? upper(AS_A_WHOLE) : "Sentence " + answer.sentence), ". " + inWords(answer, task) + "." + replaces(answer)));
    const end = (take) => {
      offered = null;
      drawForm(copies);
      if (take) form.put(answers, "answers put back");
      copies.drop(keys);
    };
    const back = make("button", { type: "button", class: "main", onclick: () => end(true) }, "Put them back");
    const away = make("button", { type: "button", onclick: () => end(false) }, "Throw them away");
    const says = "This browser holds answers of " + clean(model.get("coder")) + " that were not saved, from " + when(time) + ":";
    el.replaceChildren(make("div", { class: "panel", role: "group", "aria-label": "Answers that were not saved" }, make("p", {}, says), make("ul", {}, ...lines), make("p", { class: "buttons" }, back, away)));
  }

  function drawForm(copies) {
    const box = make("div", {});
    const second = model.get("pass_number") === 2;
    el.replaceChildren(
      make("p", { class: "quiet" }, "Coder: ", make("strong", {}, clean(model.get("coder"))), second ? ". Second time: your first answers stay hidden." : ""),
      box,
      make("p", { class: "buttons after" }, again, csv),
    );
    unsaved = unsavedAnswers({
      me,
      send: (draft) => {
        model.set("draft", draft);
        model.save_changes();
      },
      keep: (answers) => copies.keep(me, answers),
      held,
      onSaving: () => form.say("Saving …"),
      onSaved: saySaved,
      onTrouble: sayTrouble,
    });
    form = codingForm(box, task, { answers: model.get("answers"), pass: model.get("pass_number"), level: 3, withArticle: true, onTyped: unsaved.note, onChange: unsaved.hand });
    saySaved();
  }

  const heard = { "change:file": open, "change:saved": onSaved, "change:answers": onAnswers, "change:exported": onExported };
  for (const [name, call] of Object.entries(heard)) model.on(name, call);
  document.addEventListener("visibilitychange", onHidden);
  window.addEventListener("pagehide", onHidden);
  open();
  return () => {
    onHidden();
    if (unsaved) unsaved.leave();
    clearTimeout(awaiting);
    for (const [name, call] of Object.entries(heard)) model.off(name, call);
    document.removeEventListener("visibilitychange", onHidden);
    window.removeEventListener("pagehide", onHidden);
  };
}

export default { render };

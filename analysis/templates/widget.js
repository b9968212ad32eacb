// The widget: the same form, whose answers the kernel saves in a file after every change.

const SLOW = 6000; // milliseconds without an answer from the kernel, after which the coder is told

function render({ model, el }) {
  const me = Math.random().toString(36).slice(2);
  const task = model.get("task");
  let form = null;
  let sent = 0;
  let waiting = null;

  // JupyterLab takes single keys for commands ("d d" deletes the cell); not those typed in here.
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.addEventListener("keydown", (event) => event.stopPropagation());
  el.classList.add("framing", "live");

  function send(answers) {
    sent += 1;
    model.set("draft", { origin: me, number: sent, answers });
    model.save_changes();
    clearTimeout(waiting);
    waiting = setTimeout(() => form.say("Not saved: the kernel does not answer. Was it restarted? Then run this cell again; what is saved will be there.", true), SLOW);
  }

  function onSaved() {
    const saved = model.get("saved");
    if (!form) return saved.error ? askName() : undefined;
    if (saved.error) {
      clearTimeout(waiting);
      return form.say(saved.error, true);
    }
    if (saved.origin === me && saved.number === sent) clearTimeout(waiting);
    if (!saved.time) return form.say("Ready. Every answer is saved at once.");
    return form.say("Saved " + new Date(saved.time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) + " in " + model.get("file"));
  }

  function onDraft() {
    const draft = model.get("draft");
    if (form && draft.origin !== me) form.replace(draft.answers);
  }

  function onExported() {
    const exported = model.get("exported");
    if (form && exported.length) form.say("Written: " + exported.join(" and "));
  }

  function askName() {
    const input = make("input", { type: "text", id: me, maxlength: task.limits.name, autocomplete: "off" });
    const error = make("p", { class: "trouble", role: "alert" }, model.get("saved").error || "");
    const ask = make(
      "form",
      { class: "panel" },
      make("p", { class: "field" }, make("label", { for: me }, "Your name for this task: a code name (a bird, a river), never your real one"), input),
      error,
      make("p", { class: "buttons" }, make("button", { type: "submit", class: "main" }, "Start")),
    );
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!input.value.trim()) {
        error.textContent = "Write a name first: it goes into the file.";
        return input.focus();
      }
      model.set("coder", input.value);
      return model.save_changes();
    });
    el.replaceChildren(ask);
  }

  function open() {
    if (!model.get("file")) return askName();
    const box = make("div", {});
    const second = model.get("pass_number") === 2;
    const csv = make("button", { type: "button", onclick: () => model.send({ kind: "export" }) }, "Export CSV");
    el.replaceChildren(
      make("p", { class: "quiet" }, "Coder: ", make("strong", {}, clean(model.get("coder"))), second ? ". Second time: your first answers stay hidden." : ""),
      box,
      make("p", { class: "buttons after" }, csv),
    );
    form = codingForm(box, task, { answers: model.get("draft").answers, pass: model.get("pass_number"), level: 3, withArticle: true, onChange: send });
    return onSaved();
  }

  model.on("change:file", open);
  model.on("change:saved", onSaved);
  model.on("change:draft", onDraft);
  model.on("change:exported", onExported);
  open();
  return () => {
    if (form) form.flush();
    clearTimeout(waiting);
    model.off("change:file", open);
    model.off("change:saved", onSaved);
    model.off("change:draft", onDraft);
    model.off("change:exported", onExported);
  };
}

export default { render };

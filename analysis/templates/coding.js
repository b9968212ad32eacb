// The form in which a coder answers one sentence after another, and then for the article as a whole: the worksheet and the widget draw it from the
// same data, and so does the worksheet for two reports, whose sentences have labels (A1, B1).
// It is drawn with fields.js, elements.js, marking.js, answers.js, undo.js and asking.js, which stand before it on the page.
// Offsets count characters (code points), as in Python, so the text is kept as a list of characters.

// The code book is Markdown of this suite, made into HTML and escaped there; nothing of an article or a coder is in it.
function codebookPart(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// Draw the form into `root`.
//   task: text, article, sides, asks, questions, sentences, codebook, limits (see CodingTask.payload); of several reports their names too
//   options: answers (as in the file), pass, level (of its heading), withArticle, onFinish(),
//     onTyped(answer): at every key, to be kept at once; onChange(answer): after every other change, and half a second after the last key
// Returns: answers(); flush(): hand over what was just typed; say(text, trouble); block(yes): the next sentence has to wait;
//   put(answers, what): change answers as the coder does, and show the last; replace(answers): take what was changed elsewhere
function codingForm(root, task, options) {
  const chars = Array.from(task.text);
  const slice = (start, end) => chars.slice(start, end).join("");
  const uid = "c" + Math.random().toString(36).slice(2, 8);
  const total = task.sentences.length;
  const reports = task.reports;
  const places = [...(asksSentences(task) ? task.sentences.map((_, i) => i + 1) : []), ...(asksWhole(task) ? [WHOLE] : [])];
  const wanted = (key) => task.asks.includes(key);
  const answers = new Map();
  let current = places[0];
  let typing = null;
  let blocked = false;
  const history = changeSteps();

  const answerOf = (n) => answers.get(n) || emptyAnswer(n);
  const listed = () => byPlace([...answers.values()].filter((answer) => !isEmpty(answer)));
  const neighbour = (by) => places[places.indexOf(current) + by];

  // ---- the parts that stay ----
  const progress = make("progress", { max: places.length, "aria-hidden": "true" });
  const progressText = make("span", {});
  const steps = make("div", { class: "steps", role: "group", "aria-label": asksWhole(task) ? "Go to a sentence, or to " + AS_A_WHOLE : "Go to a sentence" });
  const stepButtons = places.map((place) => make("button", { type: "button", onclick: () => show(place, true) }, place === WHOLE ? (reports ? "Each report" : "Whole article") : labelOf(task, place)));
  steps.append(...stepButtons);
  const stepRow = roving(steps, stepButtons);
  const heading = make("h" + (options.level || 3), { class: "where", tabindex: "-1" });
  const before = make("p", { class: "context" });
  const plain = make("p", { class: "hidden" });
  const plainWords = make("p", { class: "sentence", "aria-hidden": "true" });
  const marking = wordMarks({
    uid,
    slice,
    sentence: () => task.sentences[current - 1],
    given: () => answerOf(current).loaded,
    put: (loaded) => change({ ...answerOf(current), loaded }, "loaded words"),
  });
  const after = make("p", { class: "context" });
  const open = make("p", { class: "quiet open", id: uid + "open" });
  const status = make("p", { class: "status", role: "status" });
  const fields = Object.entries(task.questions).flatMap(([key, { field }]) => (field && wanted(key) ? [{ of: key, ...field, ...fieldRow(field) }] : []));
  const comment = make("textarea", { id: uid + NOTE.key, rows: 2, maxlength: task.limits.text, oninput: () => typed(NOTE.key, comment.value) });
  const next = make("button", { type: "button", class: "main", "aria-describedby": uid + "open", onclick: () => forward() });
  const back = make("button", { type: "button", onclick: () => show(neighbour(-1), true) }, "Back");
  const clear = make("button", { type: "button", onclick: () => change(emptyAnswer(current), "clearing") }, "Clear this sentence");
  const undo = make("button", { type: "button", onclick: () => step(history.last, history.back) });
  const redo = make("button", { type: "button", onclick: () => step(history.next, history.again) });
  const asking = choices({ uid, task, given: () => answerOf(current), change });

  // What is typed along with an answer: who speaks, or where the other report tells it.
  function fieldRow({ key, label, hint }) {
    const input = make("input", { type: "text", id: uid + key, maxlength: task.limits.text, autocomplete: "off", oninput: () => typed(key, input.value) });
    return { input, row: make("p", { class: "field" }, make("label", { for: uid + key }, label + " ", make("small", {}, hint)), input) };
  }

  // Whether it is asked: not before the question is answered, and not with every answer.
  const isAsked = (answer, { of, without }) => answer[of] !== null && !without.includes(answer[of]);

  function help(key) {
    const details = make("details", { class: "help" }, make("summary", {}, "Code book: " + task.questions[key].section));
    details.append(make("div", { class: "book" }, codebookPart(task.codebook[key])));
    return details;
  }

  // The sentence with what stands around it, and the question that is answered in it.
  function reading() {
    const hint = make("p", { class: "quiet", id: uid + "hint" }, "Tap a word in the sentence to mark it; tap again to remove the mark. ");
    hint.append(make("span", { class: "keys" }, "With the mouse, drag over several words. With the keyboard, use the arrow keys and the space bar; hold Shift for several words."));
    const passage = make("div", { class: "passage" }, before, plain, wanted("loaded") ? marking.words : plainWords, after);
    if (!wanted("loaded")) return make("div", { class: "reading" }, passage, ...(reports ? [beside] : []));
    const legend = make("legend", { id: uid + "q0" }, "1. " + task.questions.loaded.asks);
    return make("div", { class: "reading" }, passage, make("fieldset", { class: "question" }, legend, hint, marking.noMarks, marking.marks, help("loaded")));
  }

  // The questions of a part of the form, numbered.
  function numbered(keys, first) {
    return keys.map((key, i) => {
      const legend = first + i + ". " + task.questions[key].asks;
      const own = fields.filter((field) => field.of === key);
      const without = (answer) => own.reduce((found, field) => (isAsked(found, field) ? found : { ...found, [field.key]: null }), answer);
      const box = task.questions[key].each ? asking.each(key, legend) : asking.single(key, legend, without);
      box.append(...own.map((field) => field.row), help(key));
      return box;
    });
  }

  function questions() {
    const keys = task.asks.filter((key) => key !== "loaded" && !task.questions[key].whole);
    const list = numbered(keys, wanted("loaded") ? 2 : 1);
    return make("div", { class: "questions" }, ...list, make("p", { class: "field" }, make("label", { for: uid + NOTE.key }, NOTE.label), comment));
  }

  // The questions on the article as a whole: the roles beside the frames.
  function ofWholeArticle() {
    const told = "Now take " + AS_A_WHOLE + ". What it says in passing does not count, and what a single source says does not either.";
    const keys = task.asks.filter((key) => task.questions[key].whole);
    const [first, ...rest] = numbered(keys, 1);
    const texts = reports ? reports.map((_, i) => wholeArticle(i)) : [wholeArticle()];
    const left = make("div", { class: "reading" }, make("p", {}, told), ...(options.withArticle ? [] : texts), ...(rest.length ? [first] : []));
    return [left, make("div", { class: "questions" }, rest.length ? rest[0] : first)];
  }

  // The article, or one of several reports with the labels of its sentences.
  function wholeArticle(report) {
    const details = make("details", { class: "whole" }, make("summary", {}, reports ? clean(reports[report]) : "The whole article"));
    let paragraph = null;
    task.sentences.forEach((sentence, i) => {
      if (sentence.report !== report) return;
      if (!paragraph || sentence.paragraph !== task.sentences[i - 1].paragraph) details.append((paragraph = make("p", {})));
      paragraph.append(...(sentence.label ? [make("sup", { class: "number" }, sentence.label), " "] : []), clean(slice(sentence.start, sentence.end)) + " ");
    });
    return details;
  }

  // ---- showing and changing ----
  function typed(name, value) {
    const answer = { ...answerOf(current), [name]: value === "" && name !== NOTE.key ? null : value };
    history.note(answerOf(current), answer, name);
    answers.set(current, answer);
    drawUndo(); // now: a click ends the typing, and finds the button as it is
    clearTimeout(typing);
    typing = setTimeout(flush, 500);
    options.onTyped(answer);
  }

  // Hand over what was typed in the last half second.
  function flush() {
    if (typing === null) return;
    clearTimeout(typing);
    typing = null;
    drawState();
    options.onChange(answerOf(current));
  }

  function change(answer, what) {
    history.note(answerOf(answer.sentence), answer, what);
    set(answer);
  }

  function set(answer) {
    clearTimeout(typing);
    typing = null;
    answers.set(answer.sentence, answer);
    draw();
    options.onChange(answer);
  }

  // Take back the last change, or make it again, where it was made.
  function step(which, take) {
    if (!which()) return;
    const sentence = which().after.sentence;
    if (sentence !== current) show(sentence, true);
    set(take());
    if (document.activeElement === undo && undo.disabled) (redo.disabled ? heading : redo).focus({ preventScroll: true });
    if (document.activeElement === redo && redo.disabled) (undo.disabled ? heading : undo).focus({ preventScroll: true });
  }

  function drawState() {
    const states = places.map((place) => {
      const answer = answerOf(place);
      return openQuestions(answer, task).length === 0 ? "done" : isEmpty(answer) ? "" : "begun";
    });
    places.forEach((place, i) => {
      const word = { done: "answered", begun: "begun", "": "open" }[states[i]];
      stepButtons[i].className = states[i];
      stepButtons[i].setAttribute("aria-label", (place === WHOLE ? upper(AS_A_WHOLE) : "Sentence " + labelOf(task, place)) + ", " + word);
      stepButtons[i].toggleAttribute("data-here", place === current);
      if (place === current) stepButtons[i].setAttribute("aria-current", "step");
      else stepButtons[i].removeAttribute("aria-current");
    });
    const done = (which) => places.filter((place, i) => which(place) && states[i] === "done").length;
    progress.value = done(() => true);
    const parts = asksSentences(task) ? [done((place) => place !== WHOLE) + " of " + total + " sentences answered"] : [];
    if (asksWhole(task)) parts.push(AS_A_WHOLE + ": " + (done((place) => place === WHOLE) ? "answered" : "open"));
    progressText.textContent = parts.join("; ") + (options.pass === 2 ? " (second time)" : "");
    const left = openQuestions(answerOf(current), task);
    const here = current === WHOLE ? AS_A_WHOLE : "this sentence";
    open.textContent = left.length ? "Still to answer here: " + left.join(", ") + "." : "All questions answered for " + here + ".";
    next.textContent = neighbour(1) === undefined ? "Finish" : neighbour(1) === WHOLE ? (reports ? "Next: " + AS_A_WHOLE : "Next: the whole article") : "Next sentence";
    back.disabled = current === places[0];
    next.disabled = blocked;
    clear.textContent = current === WHOLE ? "Clear these answers" : "Clear this sentence";
    clear.disabled = isEmpty(answerOf(current));
    drawUndo();
  }

  function drawUndo() {
    for (const [button, word, which] of [[undo, "Undo", history.last()], [redo, "Redo", history.next()]]) {
      const where = which && which.after.sentence !== current ? ", " + inPlaces([which.after.sentence], task) : "";
      button.textContent = word + (which ? ": " + which.what + where : "");
      button.disabled = !which;
    }
  }

  function draw() {
    const answer = answerOf(current);
    asking.draw();
    if (current !== WHOLE) {
      for (const field of fields) {
        field.row.hidden = !isAsked(answer, field);
        if (field.input.value !== (answer[field.key] || "")) field.input.value = answer[field.key] || "";
      }
      if (comment.value !== answer[NOTE.key]) comment.value = answer[NOTE.key];
      if (wanted("loaded")) marking.drawMarks();
    }
    drawState();
  }

  function drawSentence() {
    const sentence = task.sentences[current - 1];
    const near = (i) => (task.sentences[i] && task.sentences[i].report === sentence.report ? clean(slice(task.sentences[i].start, task.sentences[i].end)) : "");
    before.textContent = near(current - 2) || "The " + (reports ? "report" : "article") + " begins here.";
    plain.textContent = near(current - 1);
    plainWords.textContent = near(current - 1);
    after.textContent = near(current) || "The " + (reports ? "report" : "article") + " ends here.";
    if (reports) others.forEach((each, i) => (each.hidden = i === sentence.report));
    if (wanted("loaded")) marking.drawWords();
  }

  function show(place, focus) {
    flush();
    current = places.includes(place) ? place : places[0];
    heading.textContent = current === WHOLE ? upper(AS_A_WHOLE) : "Sentence " + labelOf(task, current) + (reports ? ", in " + clean(reports[task.sentences[current - 1].report]) : " of " + total);
    atSentence.forEach((each) => (each.hidden = current === WHOLE));
    atEnd.forEach((each) => (each.hidden = current !== WHOLE));
    if (current !== WHOLE) drawSentence();
    stepRow.enter(places.indexOf(current), false);
    draw();
    if (focus) {
      heading.focus({ preventScroll: true });
      const top = heading.getBoundingClientRect().top;
      if (top < 0 || top > window.innerHeight / 2) heading.scrollIntoView({ block: "start" });
    }
  }

  function forward() {
    flush();
    if (blocked) return undefined;
    if (neighbour(1) !== undefined) return show(neighbour(1), true);
    const left = places.filter((place) => openQuestions(answerOf(place), task).length);
    if (!left.length) {
      const all = asksSentences(task) ? ["all " + total + " sentences"] : [];
      const text = [...all, ...(asksWhole(task) ? [AS_A_WHOLE] : [])].join(" and ");
      say(upper(text) + (all.length ? " are" : " is") + " answered. Thank you.");
      if (options.onFinish) options.onFinish();
      return undefined;
    }
    say("Still open: " + inPlaces(left, task) + ".");
    return show(left[0], true);
  }

  function say(text, trouble) {
    status.setAttribute("aria-live", trouble ? "assertive" : "polite");
    status.classList.toggle("trouble", Boolean(trouble));
    if (status.textContent !== text) status.textContent = text;
  }

  function block(yes) {
    blocked = yes;
    drawState();
  }

  // An answer with all its parts, each in the order of the form.
  function full(answer) {
    const found = { ...emptyAnswer(answer.sentence), ...answer };
    for (const [key, { each }] of Object.entries(task.questions)) if (each && has(found, key)) found[key] = inTurn(task, key, found[key]);
    return found;
  }

  function take(list) {
    answers.clear();
    for (const answer of list) answers.set(answer.sentence, full(answer));
  }

  function replace(list) {
    const before = new Map(answers);
    take(list);
    if (typing !== null) answers.set(current, before.get(current)); // it is being typed, and will be handed over
    const same = (n) => JSON.stringify(answerOf(n)) === JSON.stringify(before.get(n) || emptyAnswer(n));
    history.drop([...task.sentences.map((_, i) => i + 1), WHOLE].filter((n) => !same(n)));
    draw();
  }

  function put(list, what) {
    flush();
    for (const answer of list) change(full(answer), what);
    show(list[list.length - 1].sentence, true);
  }

  const others = reports ? reports.map((_, i) => wholeArticle(i)) : [];
  const beside = make("div", { class: "beside" }, ...others);
  const atSentence = asksSentences(task) ? [reading(), questions()] : [];
  const atEnd = asksWhole(task) ? ofWholeArticle() : [];
  const foot = make("div", { class: "foot" }, open, make("div", { class: "buttons" }, back, next, clear, undo, redo), status);
  root.classList.add("coding");
  root.replaceChildren(
    make("p", { class: "howfar" }, progress, progressText),
    steps,
    ...(options.withArticle ? [wholeArticle()] : []),
    heading,
    make("div", { class: "sheet" }, ...atSentence, ...atEnd, foot),
  );
  root.addEventListener("pointerup", marking.endDrag);
  root.addEventListener("pointerleave", marking.endDrag);
  root.addEventListener("focusout", flush);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      forward();
    }
    const inText = event.target === comment || fields.some((field) => event.target === field.input); // there the browser undoes letters
    if (!inText && event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      if (event.shiftKey) step(history.next, history.again);
      else step(history.last, history.back);
    }
  });
  take(options.answers);
  show(places.find((place) => openQuestions(answerOf(place), task).length), false);
  return { answers: listed, flush, say, block, put, replace };
}

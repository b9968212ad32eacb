// The form in which a coder answers one sentence after another: the worksheet and the widget draw it from the same data.
// It is drawn with elements.js, marking.js, answers.js and undo.js, which stand before it on the page.
// Offsets count characters (code points), as in Python, so the text is kept as a list of characters.

// The code book is Markdown of this suite, made into HTML and escaped there; nothing of an article or a coder is in it.
function codebookPart(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// Draw the form into `root`.
//   task: text, article, sides, sentences, codebook, limits (see CodingTask.payload)
//   options: answers (as in the file), pass, level (of its heading), withArticle, onFinish(),
//     onTyped(answer): at every key, to be kept at once; onChange(answer): after every other change, and half a second after the last key
// Returns: answers(); flush(): hand over what was just typed; say(text, trouble); block(yes): the next sentence has to wait;
//   put(answers, what): change answers as the coder does, and show the last; replace(answers): take what was changed elsewhere
function codingForm(root, task, options) {
  const chars = Array.from(task.text);
  const slice = (start, end) => chars.slice(start, end).join("");
  const uid = "c" + Math.random().toString(36).slice(2, 8);
  const total = task.sentences.length;
  const answers = new Map();
  let current = 1;
  let typing = null;
  let blocked = false;
  const history = changeSteps();

  const answerOf = (n) => answers.get(n) || emptyAnswer(n);
  const listed = () => [...answers.values()].filter((answer) => !isEmpty(answer)).sort((a, b) => a.sentence - b.sentence);

  // ---- the parts that stay ----
  const progress = make("progress", { max: total, "aria-hidden": "true" });
  const progressText = make("span", {});
  const steps = make("div", { class: "steps", role: "group", "aria-label": "Go to a sentence" });
  const stepButtons = task.sentences.map((_, i) => make("button", { type: "button", onclick: () => show(i + 1, true) }, String(i + 1)));
  steps.append(...stepButtons);
  const stepRow = roving(steps, stepButtons);
  const heading = make("h" + (options.level || 3), { class: "where", tabindex: "-1" });
  const before = make("p", { class: "context" });
  const plain = make("p", { class: "hidden" });
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
  const speaker = make("input", { type: "text", id: uid + "speaker", maxlength: task.limits.text, autocomplete: "off", oninput: () => typed("speaker", speaker.value) });
  const speakerRow = make(
    "p",
    { class: "field" },
    make("label", { for: uid + "speaker" }, "Who speaks? ", make("small", {}, "The article’s words, such as “the ministry”; empty if it names nobody.")),
    speaker,
  );
  const comment = make("textarea", { id: uid + "comment", rows: 2, maxlength: task.limits.text, oninput: () => typed("comment", comment.value) });
  const next = make("button", { type: "button", class: "main", "aria-describedby": uid + "open", onclick: () => forward() });
  const back = make("button", { type: "button", onclick: () => show(current - 1, true) }, "Back");
  const clear = make("button", { type: "button", onclick: () => change(emptyAnswer(current), "clearing") }, "Clear this sentence");
  const undo = make("button", { type: "button", onclick: () => step(history.last, history.back) });
  const redo = make("button", { type: "button", onclick: () => step(history.next, history.again) });
  const radios = [];

  function help(key, title) {
    const details = make("details", { class: "help" }, make("summary", {}, "Code book: " + title));
    details.append(make("div", { class: "book" }, codebookPart(task.codebook[key])));
    return details;
  }

  function choice(legend, name, what, list, get, set, small) {
    const box = make("fieldset", { class: small ? "side" : "question" }, make("legend", {}, legend));
    const row = make("div", { class: "choices n" + list.length });
    for (const [value, title, hint] of list) {
      const input = make("input", { type: "radio", name: uid + name, value: String(value), onchange: () => change(set(answerOf(current), value), what) });
      radios.push({ input, checked: (answer) => get(answer) === value });
      row.append(make("label", {}, input, make("span", {}, title, hint ? make("small", {}, " " + hint) : "")));
    }
    box.append(row);
    return box;
  }

  // The sentence with what stands around it, and the question that is answered in it.
  function reading() {
    const hint = make("p", { class: "quiet", id: uid + "hint" }, "Tap a word in the sentence to mark it; tap again to remove the mark. ");
    hint.append(make("span", { class: "keys" }, "With the mouse, drag over several words. With the keyboard, use the arrow keys and the space bar; hold Shift for several words."));
    const passage = make("div", { class: "passage" }, before, plain, marking.words, after);
    const legend = make("legend", { id: uid + "q0" }, "1. Which words are loaded?");
    return make("div", { class: "reading" }, passage, make("fieldset", { class: "question" }, legend, hint, marking.noMarks, marking.marks, help("loaded", "loaded words")));
  }

  function questions() {
    const box = make("div", { class: "questions" });
    let number = 1;
    const titled = (text) => (number += 1) + ". " + text;
    const setVoice = (answer, value) => ({ ...answer, voice: value, speaker: value === "narrator" ? null : answer.speaker });
    const voice = choice(titled("Whose voice is it?"), "voice", "voice", QUESTIONS.voice, (answer) => answer.voice, setVoice);
    voice.append(speakerRow, help("voice", "voice"));
    box.append(voice);
    if (task.sides.length) {
      const stance = make("fieldset", { class: "question" }, make("legend", {}, titled("How does the sentence treat each side?")));
      task.sides.forEach((side, i) => {
        const get = (answer) => (has(answer.stance, side) ? answer.stance[side] : undefined);
        const set = (answer, value) => ({ ...answer, stance: inOrder({ ...answer.stance, [side]: value }) });
        stance.append(choice(clean(side), "stance" + i, "stance", QUESTIONS.stance, get, set, true));
      });
      stance.append(help("stance", "stance"));
      box.append(stance);
    }
    const setSure = (answer, value) => ({ ...answer, confidence: value });
    const sure = choice(titled("How sure are you?"), "sure", "how sure", QUESTIONS.confidence, (answer) => answer.confidence, setSure);
    sure.append(help("confidence", "how sure"));
    box.append(sure, make("p", { class: "field" }, make("label", { for: uid + "comment" }, "Comment, if you like"), comment));
    box.append(open, make("div", { class: "buttons" }, back, next, clear, undo, redo), status);
    return box;
  }

  function wholeArticle() {
    const details = make("details", { class: "whole" }, make("summary", {}, "The whole article"));
    let paragraph = null;
    task.sentences.forEach((sentence, i) => {
      if (i === 0 || sentence.paragraph !== task.sentences[i - 1].paragraph) details.append((paragraph = make("p", {})));
      paragraph.append(clean(slice(sentence.start, sentence.end)) + " ");
    });
    return details;
  }

  function inOrder(stance) {
    return Object.fromEntries(task.sides.filter((side) => has(stance, side)).map((side) => [side, stance[side]]));
  }

  // ---- showing and changing ----
  function typed(name, value) {
    const answer = { ...answerOf(current), [name]: value === "" && name === "speaker" ? null : value };
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
    let done = 0;
    task.sentences.forEach((_, i) => {
      const answer = answerOf(i + 1);
      const left = openQuestions(answer, task.sides).length;
      const state = left === 0 ? "done" : isEmpty(answer) ? "" : "begun";
      if (state === "done") done += 1;
      const word = { done: "answered", begun: "begun", "": "open" }[state];
      stepButtons[i].className = state;
      stepButtons[i].setAttribute("aria-label", "Sentence " + (i + 1) + ", " + word);
      stepButtons[i].toggleAttribute("data-here", i + 1 === current);
      if (i + 1 === current) stepButtons[i].setAttribute("aria-current", "step");
      else stepButtons[i].removeAttribute("aria-current");
    });
    progress.value = done;
    progressText.textContent = done + " of " + total + " sentences answered" + (options.pass === 2 ? " (second time)" : "");
    const left = openQuestions(answerOf(current), task.sides);
    open.textContent = left.length ? "Still to answer here: " + left.join(", ") + "." : "All questions answered for this sentence.";
    next.textContent = current < total ? "Next sentence" : "Finish";
    back.disabled = current === 1;
    next.disabled = blocked;
    clear.disabled = isEmpty(answerOf(current));
    drawUndo();
  }

  function drawUndo() {
    for (const [button, word, which] of [[undo, "Undo", history.last()], [redo, "Redo", history.next()]]) {
      const where = which && which.after.sentence !== current ? ", sentence " + which.after.sentence : "";
      button.textContent = word + (which ? ": " + which.what + where : "");
      button.disabled = !which;
    }
  }

  function draw() {
    const answer = answerOf(current);
    for (const { input, checked } of radios) input.checked = checked(answer);
    speakerRow.hidden = answer.voice === null || answer.voice === "narrator";
    if (speaker.value !== (answer.speaker || "")) speaker.value = answer.speaker || "";
    if (comment.value !== answer.comment) comment.value = answer.comment;
    marking.drawMarks();
    drawState();
  }

  function show(number, focus) {
    flush();
    current = Math.min(Math.max(number, 1), total);
    const sentence = task.sentences[current - 1];
    const near = (i) => (task.sentences[i] ? clean(slice(task.sentences[i].start, task.sentences[i].end)) : "");
    heading.textContent = "Sentence " + current + " of " + total;
    before.textContent = near(current - 2) || "The article begins here.";
    plain.textContent = clean(slice(sentence.start, sentence.end));
    after.textContent = near(current) || "The article ends here.";
    marking.drawWords();
    stepRow.enter(current - 1, false);
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
    if (current < total) return show(current + 1, true);
    const left = task.sentences.map((_, i) => i + 1).filter((n) => openQuestions(answerOf(n), task.sides).length);
    if (!left.length) {
      say("All " + total + " sentences are answered. Thank you.");
      if (options.onFinish) options.onFinish();
      return undefined;
    }
    say("Still open: " + (left.length === 1 ? "sentence " : "sentences ") + left.join(", ") + ".");
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

  function take(list) {
    answers.clear();
    for (const answer of list) answers.set(answer.sentence, { ...emptyAnswer(answer.sentence), ...answer, stance: inOrder(answer.stance || {}) });
  }

  function replace(list) {
    const before = new Map(answers);
    take(list);
    if (typing !== null) answers.set(current, before.get(current)); // it is being typed, and will be handed over
    const same = (n) => JSON.stringify(answerOf(n)) === JSON.stringify(before.get(n) || emptyAnswer(n));
    history.drop(task.sentences.map((_, i) => i + 1).filter((n) => !same(n)));
    draw();
  }

  function put(list, what) {
    flush();
    for (const answer of list) change({ ...emptyAnswer(answer.sentence), ...answer, stance: inOrder(answer.stance || {}) }, what);
    show(list[list.length - 1].sentence, true);
  }

  root.classList.add("coding");
  root.replaceChildren(
    make("p", { class: "howfar" }, progress, progressText),
    steps,
    ...(options.withArticle ? [wholeArticle()] : []),
    heading,
    make("div", { class: "sheet" }, reading(), questions()),
  );
  root.addEventListener("pointerup", marking.endDrag);
  root.addEventListener("pointerleave", marking.endDrag);
  root.addEventListener("focusout", flush);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      forward();
    }
    const inText = event.target === speaker || event.target === comment; // there the browser undoes letters
    if (!inText && event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      if (event.shiftKey) step(history.next, history.again);
      else step(history.last, history.back);
    }
  });
  take(options.answers);
  const first = task.sentences.findIndex((_, i) => openQuestions(answerOf(i + 1), task.sides).length);
  show(first < 0 ? 1 : first + 1, false);
  return { answers: listed, flush, say, block, put, replace };
}

// The words of the sentence in the form: tapped, dragged over or chosen with the keyboard, and listed as marks.
//   uid: begins the ids of this form, whose question "q0" and hint name the words
//   slice(start, end): words of the article; sentence(): the one shown; given(): its marks; put(marks): take these instead
// Returns: words, marks, noMarks (elements), drawWords(), drawMarks(), endDrag()
function wordMarks({ uid, slice, sentence, given, put }) {
  const words = make("p", { class: "sentence", role: "group", "aria-labelledby": uid + "q0", "aria-describedby": uid + "hint" });
  const marks = make("ul", { class: "marks", "aria-label": "Words you marked" });
  const noMarks = make("p", { class: "quiet" }, "No words marked yet. Many sentences have none.");
  let buttons = [];
  let gaps = [];
  let wordRow = null;
  let drag = null;

  const spans = () => sentence().words;
  const markedWords = () => {
    const loaded = given();
    return new Set(spans().flatMap(([start, end], i) => (loaded.some((mark) => mark.start < end && start < mark.end) ? [i] : [])));
  };
  // Neighbours with nothing but space between them are one mark.
  const joined = (i) => i > 0 && /^\s+$/.test(slice(spans()[i - 1][1], spans()[i][0]));

  function setWords(indices, on) {
    const marked = markedWords();
    for (const i of indices) on ? marked.add(i) : marked.delete(i);
    const loaded = [];
    for (const i of [...marked].sort((a, b) => a - b)) {
      const [start, end] = spans()[i];
      const last = loaded[loaded.length - 1];
      if (last && marked.has(i - 1) && joined(i)) last.end = end;
      else loaded.push({ start, end });
    }
    put(loaded.map(({ start, end }) => ({ start, end, text: slice(start, end) })));
  }

  function range(a, b) {
    return Array.from({ length: Math.abs(a - b) + 1 }, (_, i) => Math.min(a, b) + i);
  }

  function drawWords() {
    const shown = sentence();
    buttons = [];
    gaps = [];
    words.replaceChildren();
    let at = shown.start;
    const gap = (end) => {
      gaps.push(make("span", {}, clean(slice(at, end))));
      words.append(gaps[gaps.length - 1]);
    };
    shown.words.forEach(([start, end], i) => {
      gap(start);
      const word = make("span", { class: "word", role: "button", "aria-pressed": "false" }, slice(start, end));
      word.addEventListener("click", () => setWords([i], !markedWords().has(i)));
      word.addEventListener("pointerdown", (event) => {
        if (event.pointerType === "mouse" && event.button === 0) drag = { from: i, to: i };
      });
      word.addEventListener("pointerenter", () => {
        if (!drag) return;
        drag.to = i;
        buttons.forEach((each, k) => each.classList.toggle("picked", range(drag.from, drag.to).includes(k)));
      });
      buttons.push(word);
      words.append(word);
      at = end;
    });
    gap(shown.end);
    wordRow = roving(words, buttons, (from, to, event) => {
      if (event.shiftKey) setWords([from, to], true);
    });
  }

  function endDrag() {
    if (!drag) return;
    const indices = range(drag.from, drag.to);
    drag = null;
    buttons.forEach((each) => each.classList.remove("picked"));
    if (indices.length > 1) setWords(indices, !indices.every((i) => markedWords().has(i))); // a single word is a click
  }

  words.addEventListener("keydown", (event) => {
    const i = buttons.indexOf(event.target);
    if (i < 0 || (event.key !== " " && event.key !== "Enter") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setWords([i], !markedWords().has(i));
  });

  function drawMarks() {
    const marked = markedWords();
    buttons.forEach((word, i) => word.setAttribute("aria-pressed", String(marked.has(i))));
    gaps.forEach((gap, i) => gap.classList.toggle("between", marked.has(i) && marked.has(i - 1) && joined(i)));
    const loaded = given();
    noMarks.hidden = loaded.length > 0;
    marks.hidden = loaded.length === 0;
    marks.replaceChildren(
      ...loaded.map((mark) => {
        const text = clean(mark.text);
        const remove = make("button", { type: "button", "aria-label": "Remove the mark from “" + text + "”" }, text, make("span", { "aria-hidden": "true" }, " ×"));
        remove.addEventListener("click", () => {
          const index = [...marks.children].indexOf(remove.parentNode);
          put(given().filter((each) => each.start !== mark.start));
          const rest = marks.querySelectorAll("button");
          if (rest.length) rest[Math.min(index, rest.length - 1)].focus();
          else wordRow.enter(wordRow.at(), true);
        });
        return make("li", {}, remove);
      }),
    );
  }

  return { words, marks, noMarks, drawWords, drawMarks, endDrag };
}

// How answers get into the file: the browser keeps a copy of each until the kernel says that the file holds it.

const SLOW = 5000; // milliseconds without an answer from the kernel, after which the coder is told

// The answers of one view that the file does not hold yet.
//   me: the name of this view; send(draft): hand them to the kernel; keep(answers): keep a copy, say whether that worked
//   held(sentence): the answer that the file holds, as far as this view knows
//   onSaving(), onSaved(), onTrouble(text): what to tell the coder
// Returns: note(answer): it was typed; hand(answer): note and send; again(): send once more; hear(receipt);
//   over(answers): these answers with the unsaved ones in their places; any(): is one unsaved; leave()
function unsavedAnswers({ me, send, keep, held, onSaving, onSaved, onTrouble }) {
  // sentence -> answer; changed: its parts that were changed here; number: of the draft that holds it, 0 before it was sent
  const unsaved = new Map();
  let sent = 0;
  let kept = true;
  let timer = null;
  let trouble = false;

  const listed = () => byPlace([...unsaved.values()].map(({ answer }) => answer));
  const awaited = () => [...unsaved.values()].some(({ number }) => number > 0);

  function tellTrouble(text, then) {
    clearTimeout(timer);
    timer = null;
    trouble = true;
    const yours = "your answers to " + inPlaces(listed().map((answer) => answer.sentence));
    if (kept) onTrouble(text + " This browser keeps " + yours + then);
    else onTrouble(text + " This browser keeps no copy: write down " + yours + ".");
  }

  function late() {
    tellTrouble("Not saved: run this cell again. The kernel does not answer: it was restarted, it is busy with another cell, or the connection to it is lost.", " and will offer them to you.");
  }

  function note(answer) {
    const before = unsaved.get(answer.sentence) || { answer: held(answer.sentence), changed: [] };
    const changed = [...new Set([...before.changed, ...changedParts(before.answer, answer)])];
    unsaved.set(answer.sentence, { answer, changed, number: 0 });
    kept = keep(listed());
    if (!trouble) onSaving();
  }

  function again() {
    sent += 1;
    for (const each of unsaved.values()) each.number = sent;
    if (timer === null) timer = setTimeout(late, SLOW);
    try {
      const answers = listed();
      send({ origin: me, number: sent, answers, changed: answers.map((answer) => unsaved.get(answer.sentence).changed) });
    } catch {
      late(); // the connection is closed for good
    }
  }

  function hear(receipt) {
    if (receipt.origin !== me) return;
    if (receipt.error) {
      if (receipt.number === sent) tellTrouble(receipt.error.replace(/\.?$/, "."), ". When this is mended, press “Save again”.");
      return;
    }
    for (const [sentence, { number }] of unsaved) if (number > 0 && number <= receipt.number) unsaved.delete(sentence);
    kept = keep(listed());
    clearTimeout(timer);
    timer = awaited() ? setTimeout(late, SLOW) : null;
    if (awaited()) return;
    trouble = false;
    if (unsaved.size) onSaving();
    else onSaved();
  }

  return {
    note,
    again,
    hear,
    hand: (answer) => {
      note(answer);
      again();
    },
    over: (answers) => byPlace([...answers.filter((answer) => !unsaved.has(answer.sentence)), ...listed().filter((answer) => !isEmpty(answer))]),
    any: () => unsaved.size > 0,
    leave: () => clearTimeout(timer),
  };
}

// The copies in this browser of answers that a file does not hold yet. Each view keeps its own, so that two tabs do not overwrite one another.
//   about: what a file of answers says besides the answers; where: the place of the file, as the kernel names it
// Returns: keep(me, answers): say whether that worked; found(held): keys, answers and time of what the file with the answers `held` lacks; drop(keys)
function unsavedCopies(store, task, about, where) {
  const begin = ["framing-unsaved 1", task.article.sha256, where, ""].join("/");

  function keep(me, answers) {
    if (!store) return false;
    try {
      if (answers.length) store.setItem(begin + me, JSON.stringify({ ...about, saved: new Date().toISOString(), ...inFile(answers) }));
      else store.removeItem(begin + me);
      return true;
    } catch {
      return false;
    }
  }

  function read(key) {
    try {
      const data = JSON.parse(store.getItem(key));
      return problem(data, task) ? null : data;
    } catch {
      return null;
    }
  }

  function found(held) {
    const keys = Object.keys(store || {}).filter((key) => key.startsWith(begin) && read(key)); // what is not understood stays
    const copies = keys.map(read).sort((a, b) => Date.parse(a.saved) - Date.parse(b.saved));
    const full = (answer) => ({ ...emptyAnswer(answer.sentence), ...answer });
    const there = new Map(held.map((answer) => [answer.sentence, answer]));
    const same = (answer) => JSON.stringify(full(there.get(answer.sentence) || { sentence: answer.sentence })) === JSON.stringify(answer);
    const latest = new Map(copies.flatMap((copy) => answersIn(copy).map((answer) => [answer.sentence, full(answer)])));
    const answers = byPlace([...latest.values()].filter((answer) => !same(answer)));
    return { keys, answers, time: copies.length ? copies[copies.length - 1].saved : "" };
  }

  return { keep, found, drop: (keys) => keys.forEach((key) => store.removeItem(key)) };
}

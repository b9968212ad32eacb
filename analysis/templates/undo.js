// The changes a coder made, to be taken back one by one and made again.
// A step holds `what` was changed and the answer to one sentence `before` and `after`.
function changeSteps() {
  let done = [];
  let undone = [];

  // Typing on in the same field of the same sentence is one step.
  function note(before, after, what) {
    const last = done[done.length - 1];
    const goesOn = last && !undone.length && last.what === what && last.after.sentence === after.sentence && TYPED.includes(what);
    undone = [];
    if (goesOn) last.after = after;
    else done.push({ before, after, what });
  }

  function back() {
    const step = done.pop();
    undone.push(step);
    return step.before;
  }

  function again() {
    const step = undone.pop();
    done.push(step);
    return step.after;
  }

  // Somebody else changed the answers to these sentences: to undo a step there would undo theirs.
  function drop(sentences) {
    const stays = (step) => !sentences.includes(step.after.sentence);
    done = done.filter(stays);
    undone = undone.filter(stays);
  }

  return { note, back, again, drop, last: () => done[done.length - 1], next: () => undone[undone.length - 1] };
}

const TYPED = ["speaker", "comment", "where", "words"];

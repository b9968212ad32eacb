// Questions with a few answers to choose from, drawn from the descriptions in `task.questions`.

// The radio buttons of one form.
//   uid: begins their names; given(): the answer that is shown; change(answer, what): the coder chose
// Returns: single(key, legend, then): a question with one answer; then(answer) ends the change
//   each(key, legend): a question asked of every side, or of every item of its description; draw(): tick what is answered
function choices({ uid, task, given, change }) {
  const radios = [];

  function choice({ legend, name, key, get, set, small }) {
    const { choices: list, section } = task.questions[key];
    const box = make("fieldset", { class: small ? "side" : "question" }, make("legend", {}, legend));
    const row = make("div", { class: "choices n" + list.length });
    for (const [value, title, hint] of list) {
      const input = make("input", { type: "radio", name: uid + name, value: String(value), onchange: () => change(set(given(), value), section) });
      radios.push({ input, key, checked: (answer) => get(answer) === value });
      row.append(make("label", {}, input, make("span", {}, title, hint ? make("small", {}, " " + hint) : "")));
    }
    box.append(row);
    return box;
  }

  function single(key, legend, then = (answer) => answer) {
    return choice({ legend, name: key, key, get: (answer) => answer[key], set: (answer, value) => then({ ...answer, [key]: value }) });
  }

  function each(key, legend) {
    const box = make("fieldset", { class: "question" }, make("legend", {}, legend));
    askedOf(task, key).forEach(([name, words], i) => {
      const get = (answer) => (has(answer[key], name) ? answer[key][name] : undefined);
      const set = (answer, value) => ({ ...answer, [key]: inTurn(task, key, { ...answer[key], [name]: value }) });
      box.append(choice({ legend: clean(words), name: key + i, key, get, set, small: true }));
    });
    return box;
  }

  function draw() {
    const answer = given();
    for (const { input, key, checked } of radios) if (has(answer, key)) input.checked = checked(answer);
  }

  return { single, each, draw };
}

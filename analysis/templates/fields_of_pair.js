// The form for two reports of one event: see fields.js.

const FORMAT = "framing-pair 1";
const ofSentence = () => ({ told: null, where: null, words: "" });
const ofWhole = () => ({ treatment: {} });
const NOTE = { key: "words", label: "Other words for the same thing: how does each report say it? Such as “liberated – captured”; empty if there are none." };
const AS_A_WHOLE = "each report as a whole";

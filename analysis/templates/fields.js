// The form for one article: what its file of answers is called, and the parts of an answer as they are before anybody has answered.
// Every form has such a script in front of its others.

const FORMAT = "framing-annotation 1";
const ofSentence = () => ({ voice: null, speaker: null, stance: {}, loaded: [], harm: null, confidence: null, comment: "" });
const ofWhole = () => ({ roles: {}, frames: {} });
const NOTE = { key: "comment", label: "Comment, if you like" };
const AS_A_WHOLE = "the article as a whole";

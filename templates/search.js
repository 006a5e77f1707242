// The search: finds the actions that have all words asked for. search-index.js has the words.
(() => {
  const form = document.getElementById("search");
  const found = document.getElementById("found");
  const list = document.getElementById("results");
  const plain = { ł: "l", ø: "o", đ: "d", ð: "d", æ: "ae", œ: "oe", ß: "ss", þ: "th" };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[łøđðæœßþ]/g, (letter) => plain[letter]);
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+(?:\.\p{N}+)*/gu) || [];
  const most = 200;

  function of(action, words) {
    const [, name, lead, , , said] = action;
    const title = ` ${split(`${name} ${lead}`).join(" ")} `;
    let weight = 0;
    for (const word of words) {
      const begun = word.includes(".") ? ` ${word} ` : ` ${word}`; // a number is found whole
      if (title.includes(begun)) weight += 2;
      else if (`${said} `.includes(begun)) weight += 1;
      else return 0;
    }
    return weight;
  }

  function entry([href, name, lead, rating, shape]) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    const more = document.createElement("span");
    more.className = "none";
    more.textContent = ` ${[lead, `${shape} ${rating}`].filter(Boolean).join(" · ")}`;
    line.append(link, more);
    return line;
  }

  function show() {
    const words = split(document.getElementById("words").value);
    const fitting = words.length ? plan
      .map((action) => [of(action, words), action])
      .filter(([weight]) => weight)
      .sort(([one], [other]) => other - one) : [];
    list.replaceChildren(...fitting.slice(0, most).map(([, action]) => entry(action)));
    const number = `${fitting.length} of ${plan.length} actions ${fitting.length === 1 ? "has" : "have"} `;
    const shown = fitting.length > most ? ` The first ${most} are shown.` : "";
    found.textContent = words.length ? `${number}${words.length === 1 ? "this word" : "these words"}.${shown}` : "";
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  show();
})();

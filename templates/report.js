// The filter: hides the actions that are not asked for. The page is complete without it.
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const actions = [...document.querySelectorAll("article[data-lead]")];
  const rows = new Map([...document.querySelectorAll(".grid tbody tr")].map((row) => {
    const link = row.querySelector("th.name a");
    return [row, link && link.hash.slice(1)];
  }));
  const found = form.querySelector(".found");
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const head = document.createElement("p");
  head.className = "filtered";
  (document.querySelector("header") || form).append(head);

  function show() {
    const asked = new FormData(form);
    const words = fold(asked.get("words")).split(/\s+/).filter(Boolean);
    const shown = new Set();
    for (const action of actions) {
      const section = action.closest("section");
      const fits = (!asked.get("lead") || asked.get("lead") === action.dataset.lead)
        && (!asked.get("rating") || asked.get("rating") === action.dataset.rating)
        && (!asked.get("priority") || (action.dataset.priority || section.querySelector("h2").id) === asked.get("priority"));
      const said = fits && words.length ? fold(action.textContent) : "";
      const fitting = fits && words.every((word) => said.includes(word));
      action.hidden = !fitting;
      if (fitting) shown.add(action.id);
    }
    const all = shown.size === actions.length;
    for (const section of document.querySelectorAll("section.priority, section.lead, section.measures")) {
      section.hidden = !all && !section.querySelector("article:not([hidden])");
    }
    for (const [row, id] of rows) row.hidden = !all && id !== null && !shown.has(id);
    for (const body of document.querySelectorAll(".grid tbody")) {
      body.hidden = !all && !body.querySelector("th.name") ? true : !all
        && ![...body.querySelectorAll("tr")].some((row) => row.querySelector("th.name") && !row.hidden);
    }
    for (const link of document.querySelectorAll("nav li li a")) {
      link.parentNode.hidden = !all && !shown.has(link.hash.slice(1));
    }
    const kind = document.querySelector("article.multiple") ? "measures" : "actions";
    const named = [...form.querySelectorAll("input, select")].filter((each) => each.value).map((each) => {
      const name = each.parentNode.firstChild.textContent.trim();
      return `${name}: ${each.selectedOptions ? each.selectedOptions[0].text : each.value}`;
    });
    found.textContent = all ? "" : `${shown.size} of ${actions.length} ${kind} are shown.`;
    head.textContent = all ? "" : `${shown.size} of ${actions.length} ${kind} (${named.join("; ")}).`;
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.querySelector("button").addEventListener("click", () => { form.reset(); show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  if (document.readyState === "complete") show(); else addEventListener("pageshow", show);
})();

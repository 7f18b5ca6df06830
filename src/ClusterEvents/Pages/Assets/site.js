"use strict";
// What a page gains with a script: entries that appear while it is read, search while one types, keys, a slider over
// moments. Every page works without it, and every sentence that it shows is in the page already.
(() => {
  const one = (css, within = document) => within.querySelector(css);
  const all = (css, within = document) => [...within.querySelectorAll(css)];
  const policy = globalThis.trustedTypes?.createPolicy("own", { createHTML: html => html });
  const parsed = html => {
    const holder = document.createElement("template");
    holder.innerHTML = policy ? policy.createHTML(html) : html;
    return holder.content;
  };
  const region = () => one("#entries");

  // New and changed entries wait until the reader asks for them, so that nothing moves by itself.
  const fresh = one("#fresh");
  let waiting = new Map();
  let source = null;
  let last = null;
  let sleeping = 0;
  const idOf = item => one("h3 a", item)?.getAttribute("href").replace(/\?.*/, "");
  const itemOf = id => all(".entries > li", region()).find(item => idOf(item) === id);
  const tell = () => {
    fresh.hidden = waiting.size === 0;
    one("b", fresh).textContent = waiting.size;
  };
  const placeOf = (section, item) => [section.dataset.day, item.dataset.key];
  const precedes = (a, b) => {
    const before = a[0] === b[0] ? a[1] < b[1] : a[0] < b[0];
    return region().dataset.order === "asc" ? before : !before;
  };
  // What comes after the last entry of a page that has another one is on that page.
  const isHere = section => {
    const end = all(".entries > li", region()).at(-1);
    return !("more" in region().dataset) || !end
      || precedes(placeOf(section, one("li", section)), placeOf(end.closest(".day"), end));
  };
  const heard = event => {
    last = event.lastEventId;
    if (event.type === "removed") {
      const id = [...waiting.keys()].find(key => key.endsWith(event.data)) ?? `/${event.data}`;
      waiting.delete(id);
      const shown = all(".entries > li", region()).find(item => idOf(item).endsWith(event.data));
      if (shown) waiting.set(idOf(shown), null);
    } else {
      const section = one(".day", parsed(event.data));
      if (section && (isHere(section) || itemOf(idOf(section)))) waiting.set(idOf(section), section);
    }
    tell();
  };
  const take = id => {
    const item = itemOf(id);
    const section = item?.closest(".day");
    item?.remove();
    if (section) recount(section);
  };
  const recount = section => {
    const entries = all("li", section).length;
    const number = one("h2 span", section);
    number.textContent = number.textContent.replace(/\d+/, entries);
    if (entries === 0) section.remove();
  };
  const insert = section => {
    const item = one("li", section);
    const days = all(".day", region());
    const day = days.find(other => other.dataset.day === section.dataset.day);
    item.classList.add("fresh");
    if (day) {
      const next = all("li", day).find(other => precedes(placeOf(section, item), placeOf(day, other)));
      if (next) next.before(item);
      else one("ol", day).append(item);
      recount(day);
    } else {
      const next = days.find(other => precedes([section.dataset.day, ""], [other.dataset.day, ""]));
      if (next) next.before(section);
      else if (days.length > 0) days.at(-1).after(section);
      else region().append(section);
    }
    return item;
  };
  const show = () => {
    const items = [];
    for (const [id, section] of waiting) {
      take(id);
      if (section) items.push(insert(section));
    }
    if (items.length > 0) one(".empty", region())?.remove();
    waiting.clear();
    tell();
    one("h3 a", items.at(-1) ?? region())?.focus();
  };
  const follow = () => {
    source?.close();
    const address = region()?.dataset.live;
    if (!fresh || !address) return;
    const resumed = new URL(address, location);
    if (last) resumed.searchParams.set("lastEventId", last);
    source = new EventSource(resumed);
    source.addEventListener("entry", heard);
    source.addEventListener("removed", heard);
  };
  fresh?.addEventListener("click", show);
  const fiveMinutes = 300000;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleeping);
    if (document.hidden) sleeping = setTimeout(() => source?.close(), fiveMinutes);
    else if (source?.readyState === EventSource.CLOSED) follow();
  });
  follow();

  // Words are searched while they are typed: one region is replaced, and the address says what it shows.
  const form = one("form[data-part]");
  let asked = null;
  let pause = 0;
  const search = async () => {
    asked?.abort();
    const now = (asked = new AbortController());
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    query.set("part", "entries");
    const slow = setTimeout(() => region().setAttribute("aria-busy", "true"), 300);
    try {
      const answer = await fetch(`${form.action}?${query}`, { signal: now.signal });
      if (!answer.ok) return;
      const html = await answer.text();
      const address = new URL(answer.url);
      address.searchParams.delete("part");
      region().replaceWith(parsed(html));
      history.replaceState(null, "", address);
      document.title = document.title.replace(/^.*(?= – )/, region().dataset.title);
      one("#said").textContent = region().dataset.said;
      waiting = new Map();
      last = null;
      if (fresh) tell();
      follow();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    } finally {
      clearTimeout(slow);
      region().removeAttribute("aria-busy");
    }
  };
  if (form) one("[name=q]", form).addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 200);
  });

  // A slider over the moments that are listed as links.
  const slide = one("#slide");
  if (slide) {
    const stops = all(".stops a");
    const say = () => { one("#slid").textContent = stops[slide.value].textContent; };
    slide.closest("[hidden]").hidden = false;
    slide.addEventListener("input", say);
    slide.addEventListener("change", () => location.assign(stops[slide.value].href));
    say();
  }

  // Keys, which the reader can switch off.
  const keys = one("#keys");
  const on = one("#keys-on");
  const shown = one("#keys-shown");
  if (!keys) return;
  shown.hidden = false;
  shown.addEventListener("click", () => keys.showModal());
  on.checked = localStorage.getItem("keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
  const step = by => {
    const entries = all(".entry h3 a, .slip h3 a");
    const at = entries.indexOf(document.activeElement);
    entries[at < 0 ? (by > 0 ? 0 : entries.length - 1) : at + by]?.focus();
  };
  document.addEventListener("keydown", event => {
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || keys.open
      || event.target.closest("input, select, textarea, [contenteditable]")) return;
    const acts = { "/": () => one("#find").focus(), j: () => step(1), k: () => step(-1), "?": () => keys.showModal() };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();

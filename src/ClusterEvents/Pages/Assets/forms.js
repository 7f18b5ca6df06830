// Keeps what is typed into a form in this tab until it is recorded, and offers it again. Forms work without it.
(() => {
  // Another installation at this host, behind another prefix, keeps drafts of its own.
  const store = sessionStorage, key = "draft" + new URL(document.currentScript.src).pathname.split("/assets/")[0];
  const read = () => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const faults = document.getElementById("faults");
  if (faults) faults.focus();
  if (document.querySelector("[data-done]")) store.removeItem(key);

  const form = document.querySelector("form[data-draft]");
  if (form) {
    const draft = read();
    const fresh = !faults && location.search.includes("draft");
    if (draft && fresh && draft.form === form.dataset.draft) {
      for (const field of form.elements) {
        if (!field.name || field.type === "hidden" || field.type === "submit") continue;
        const values = draft.fields[field.name];
        if (field.type === "radio" || field.type === "checkbox") field.checked = !!values && values.includes(field.value);
        else if (values) field.value = values[0];
      }
    }
    const keep = () => {
      const fields = {};
      for (const [name, value] of new FormData(form)) if (!name.startsWith("__")) (fields[name] ??= []).push(value);
      store.setItem(key, JSON.stringify({ form: form.dataset.draft, name: form.dataset.draftName, at: Date.now(), fields }));
    };
    form.addEventListener("input", keep);
    form.addEventListener("submit", keep);
  }

  const offer = document.getElementById("draft");
  const draft = offer && read();
  if (draft) {
    const link = offer.querySelector("[data-go]");
    link.href = link.dataset.go + encodeURIComponent(draft.form) + "?draft=1";
    link.textContent = draft.name + ", " + new Date(draft.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    offer.querySelector("[data-drop]").addEventListener("click", () => { store.removeItem(key); offer.hidden = true; });
    offer.hidden = false;
  }
})();

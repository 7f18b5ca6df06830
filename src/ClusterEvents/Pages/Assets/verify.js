"use strict";
// Computes a receipt again in the reader's browser, from what the page shows and from nothing else: the tree as in
// RFC 6962 and 9162, the checkpoint as C2SP signed-note. It only chooses which of the page's own sentences to show.
(async () => {
  const receipt = document.getElementById("receipt");
  const subtle = globalThis.crypto?.subtle;
  if (!receipt || !subtle) return;

  const utf8 = new TextEncoder();
  const find = name => receipt.querySelector(`[data-${name}]`);
  const text = name => find(name).textContent;
  const hex = bytes => [...bytes].map(one => one.toString(16).padStart(2, "0")).join("");
  const fromHex = digits => Uint8Array.from(digits.match(/../g) ?? [], pair => parseInt(pair, 16));
  const fromBase64 = letters => Uint8Array.from(atob(letters), letter => letter.charCodeAt(0));
  const joined = (...parts) => Uint8Array.from(parts.flatMap(part => [...part]));
  const digest = async (name, ...parts) => new Uint8Array(await subtle.digest(name, joined(...parts)));
  const sha256 = (...parts) => digest("SHA-256", ...parts);

  // The UUID (version 5) of source and id: which entry a text is of.
  const activityOf = async event => {
    const space = fromHex("6f1d5c0e8a545b0e9c3a2f0f4f9a7d21");
    const hash = await digest("SHA-1", space, utf8.encode(`${event.source}\n${event.id}`));
    hash[6] = (hash[6] & 0x0f) | 0x50;
    hash[8] = (hash[8] & 0x3f) | 0x80;
    return hex(hash.slice(0, 16)).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // The root to which a path leads; null if the path has too many or too few hashes.
  const rootOf = async (leaf, index, size, path) => {
    let [node, last, hash] = [index, size - 1, leaf];
    if (!(index >= 0 && index < size)) return null;
    const half = number => Math.floor(number / 2);
    for (const sibling of path) {
      if (last === 0) return null;
      if (node % 2 === 1 || node === last) {
        hash = await sha256([1], sibling, hash);
        while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
      } else hash = await sha256([1], hash, sibling);
      [node, last] = [half(node), half(last)];
    }
    return last === 0 ? hash : null;
  };

  // Whether the key signed the note; null if this browser does not know Ed25519.
  const isSigned = async (note, written) => {
    const [name, id, ...rest] = written.trim().split("+");
    const encoded = fromBase64(rest.join("+"));
    const end = note.lastIndexOf("\n\n");
    const known = hex((await sha256(utf8.encode(`${name}\n`), encoded)).slice(0, 4));
    if (encoded[0] !== 1 || encoded.length !== 33 || known !== id || note.split("\n", 1)[0] !== name) return false;
    for (const line of note.slice(end + 2).split("\n")) {
      const [dash, signer, base64] = line.split(" ");
      if (dash !== "\u2014" || signer !== name || !base64) continue;
      const bytes = fromBase64(base64);
      if (hex(bytes.slice(0, 4)) !== id) continue;
      let key;
      try {
        key = await subtle.importKey("raw", encoded.slice(1), "Ed25519", false, ["verify"]);
      } catch (error) {
        if (error.name === "NotSupportedError") return null;
        throw error;
      }
      return subtle.verify("Ed25519", key, bytes.slice(4), utf8.encode(note.slice(0, end + 1)));
    }
    return false;
  };

  const checks = {
    text: async () => await activityOf(JSON.parse(text("text"))) === receipt.dataset.activity,
    leaf: async () => hex(await sha256([0], utf8.encode(text("text")))) === text("leaf"),
    path: async () => {
      const path = [...receipt.querySelectorAll("[data-hash]")].map(one => fromHex(one.textContent));
      const size = Number(text("note").split("\n")[1]);
      const root = await rootOf(fromHex(text("leaf")), Number(receipt.dataset.index), size, path);
      return root !== null && hex(root) === text("root");
    },
    checkpoint: async () => hex(fromBase64(text("note").split("\n")[2])) === text("root"),
    signature: () => isSigned(text("note"), find("own").querySelector("input").value),
  };

  const check = async () => {
    const outcomes = [];
    for (const [name, holds] of Object.entries(checks)) {
      const outcome = await Promise.resolve().then(holds).catch(() => false);
      const step = receipt.querySelector(`[data-step=${name}]`);
      const shown = outcome === null ? "unable" : outcome ? "good" : "bad";
      for (const one of step.querySelectorAll("[data-good], [data-bad], [data-unable]"))
        one.hidden = !(shown in one.dataset);
      outcomes.push(outcome);
    }
    const verdict = outcomes.includes(false) ? "bad" : outcomes.includes(null) ? "part" : "good";
    for (const one of receipt.querySelectorAll("[data-verdict]")) one.hidden = one.dataset.verdict !== verdict;
  };

  const own = find("own").querySelector("input");
  own.value = text("key");
  own.addEventListener("change", check);
  find("own").hidden = false;
  await check();
})();

// @ts-check
// New HTML for a region that mostly says what it said before: only what differs is changed. The lists of filters keep their
// names from click to click and change their counts, and what stays needs no new style, layout or picture, and keeps what
// is unfolded and how far it is scrolled.

/**
 * @param {Element} region
 * @param {string} html its new contents
 */
export function alter(region, html) {
  const active = document.activeElement;
  const focused = active instanceof HTMLInputElement && region.contains(active) ? active.value : null;
  const template = document.createElement("template");
  template.innerHTML = html;
  alterChildren(region, template.content);
  // What the reader did to a box stands in no attribute.
  for (const box of region.querySelectorAll("input")) {
    if (box.type !== "search") box.checked = box.defaultChecked;
    else if (box !== active) box.value = box.defaultValue;
    // The focus goes with the value: what is chosen moves to the head of its list.
    if (active instanceof HTMLInputElement && active.value !== focused && box.name === active.name && box.value === focused) {
      box.focus({ preventScroll: true });
    }
  }
}

/**
 * What has an id is known by it, all else by its place.
 * @param {ParentNode & Node} old
 * @param {Node} next it may lose its children
 */
function alterChildren(old, next) {
  let there = old.firstChild;
  for (const node of [...next.childNodes]) {
    const id = idOf(node);
    const known = id && [...old.children].find((child) => child.id === id);
    if (known) {
      while (there && there !== known) there = without(there);
    }
    if (!there || idOf(there) !== id) {
      old.insertBefore(node, there);
      continue;
    }
    const after = there.nextSibling;
    if (!there.isEqualNode(node)) become(there, node);
    there = after;
  }
  while (there) there = without(there);
}

/** @param {Node} node */
function idOf(node) {
  return node instanceof Element ? node.id : "";
}

/**
 * Takes a node out and gives the one behind it.
 * @param {ChildNode} node
 */
function without(node) {
  const after = node.nextSibling;
  node.remove();
  return after;
}

/**
 * @param {ChildNode} old
 * @param {ChildNode} next
 */
function become(old, next) {
  if (old instanceof Text && next instanceof Text) {
    old.data = next.data;
  } else if (old instanceof Element && next instanceof Element && old.tagName === next.tagName) {
    alterAttributes(old, next);
    alterChildren(old, next);
  } else {
    old.replaceWith(next);
  }
}

/**
 * @param {Element} old
 * @param {Element} next
 */
function alterAttributes(old, next) {
  // Whether something is unfolded is the reader's.
  const own = (/** @type {Attr} */ { name }) => name !== "open" || !(old instanceof HTMLDetailsElement);
  for (const { name } of [...old.attributes].filter(own)) {
    if (!next.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...next.attributes].filter(own)) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

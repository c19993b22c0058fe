// @ts-check
// New HTML for a region that mostly says what it said before: only what differs is changed. The lists of filters keep their
// names from click to click and change their counts, and what stays needs no new style, layout or picture, and keeps what
// is unfolded and how far it is scrolled.

/**
 * @param {Element} region
 * @param {string} html its new contents
 */
export function alter(region, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  alterChildren(region, template.content);
  // What the reader did to a box stands in no attribute.
  for (const box of region.querySelectorAll("input")) {
    if (box.type !== "search") box.checked = box.defaultChecked;
    else if (box !== document.activeElement) box.value = box.defaultValue;
  }
}

/**
 * @param {ParentNode & Node} old
 * @param {Node} next it may lose its children
 */
function alterChildren(old, next) {
  const present = [...old.childNodes];
  const wanted = [...next.childNodes];
  wanted.forEach((node, at) => {
    const there = present[at];
    if (!there) old.append(node);
    else if (!there.isEqualNode(node)) become(there, node);
  });
  present.slice(wanted.length).forEach((node) => node.remove());
}

/**
 * @param {ChildNode} old
 * @param {ChildNode} next
 */
function become(old, next) {
  if (old instanceof Text && next instanceof Text) {
    old.data = next.data;
  } else if (old instanceof Element && next instanceof Element && old.tagName === next.tagName && old.id === next.id) {
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

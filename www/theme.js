// @ts-check
// Before anything is painted: how the reader chose here earlier that the page should look, if at all.
try {
  for (const look of ["theme", "text", "contrast", "rows"]) {
    const value = localStorage.getItem(`fenjie-${look}`);
    if (value && value !== "auto") {
      document.documentElement.dataset[look] = value;
    }
  }
} catch {
  // Storage is switched off: the page follows the system.
}

// @ts-check
// Before anything is painted: the appearance that the reader chose here earlier, if any.
try {
  const theme = localStorage.getItem("fenjie-theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is switched off: the page follows the system.
}

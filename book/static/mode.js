// Before anything is painted: the reader's choice of light or dark, else that of the system.
{
  const root = document.documentElement.dataset;
  root.mode = localStorage.getItem("mode") || "auto";
  root.theme = root.mode === "auto" ? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") : root.mode;
}

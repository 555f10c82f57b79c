// Lets files be dropped anywhere on the page: they go into its field for files. A browser would
// otherwise leave the page to show a file that misses the field.

const FIELD = ".st-key-adding [data-testid=stFileUploaderDropzone]";

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".component");
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const field = () => document.querySelector(FIELD);
  const mark = (isMarked) => {
    const accent = getComputedStyle(root).getPropertyValue("--st-primary-color");
    const found = field();
    if (found) found.style.outline = isMarked ? `2px solid ${accent}` : "";
  };
  const over = (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    mark(true);
  };
  const leave = (event) => event.relatedTarget === null && mark(false);
  const drop = (event) => {
    mark(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const input = field()?.parentElement.querySelector("input[type=file]");
    if (!input || event.composedPath().includes(field())) return; // the field takes it by itself
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const listened = { dragover: over, dragleave: leave, drop };
  for (const [name, listener] of Object.entries(listened)) document.addEventListener(name, listener);
  return () => {
    mark(false);
    for (const [name, listener] of Object.entries(listened))
      document.removeEventListener(name, listener);
  };
}

// Chooses between light and dark.
//
// Streamlit remembers a theme for each address of the app by itself, and reads it once, when a page
// is loaded. So the choice is written for all addresses, and the page is loaded anew.

const themes = ["System", "Light", "Dark"];
const chosenHere = "caravan-theme-chosen";

export default function (component) {
  redraw(component, choice, focusAgain);
}

function choice(data) {
  const here = remembered(location.pathname);
  const buttons = themes.map((theme) =>
    make(
      "button",
      { type: "button", "aria-pressed": String(theme === here), onclick: () => choose(theme, data) },
      theme,
    ),
  );
  return [make("div", { class: "themes", role: "group", "aria-label": "Theme" }, ...buttons)];
}

function remembered(path) {
  const kept = localStorage.getItem(keyOf(path));
  return themes.find((theme) => JSON.stringify(theme) === kept) ?? themes[0];
}

function choose(theme, data) {
  const root = location.pathname.slice(0, location.pathname.lastIndexOf("/") + 1);
  for (const page of data.pages) {
    localStorage.setItem(keyOf(root + page), JSON.stringify(theme));
  }
  sessionStorage.setItem(chosenHere, "yes");
  location.href = location.pathname + (data.open && `?${data.open}`); // what is open is found again
}

function keyOf(path) {
  return `stActiveTheme-${path}-v2`;
}

// Whoever has chosen by keyboard goes on from there.
function focusAgain(root) {
  if (sessionStorage.getItem(chosenHere) === null) return;
  sessionStorage.removeItem(chosenHere);
  root.querySelector("[aria-pressed=true]").focus();
}

// The attendance list: mark everybody present at once, and count who has no mark yet.
const form = document.querySelector("[data-attendance]");
if (form) {
  const button = form.querySelector("[data-all-present]");
  const count = form.querySelector("[data-unmarked]");
  const rows = [...form.querySelectorAll("fieldset.two-way")];
  const tell = () => {
    const open = rows.filter((row) => !row.querySelector("input:checked")).length;
    count.textContent = `${open} ${count.dataset.unmarked}`;
  };
  button.hidden = rows.some((row) => row.querySelector("input").disabled);
  button.addEventListener("click", () => {
    for (const row of rows) {
      if (!row.querySelector("input:checked")) row.querySelector('input[value="1"]').checked = true;
    }
    tell();
  });
  form.addEventListener("change", tell);
}

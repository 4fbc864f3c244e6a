// Evidence: only the figures that the chosen form of learning is counted by; and files
// that are too large are noticed before they travel.
const form = document.querySelector("[data-evidence]");
const map = document.getElementById("shown-by-form");
if (form && map) {
  const shown = JSON.parse(map.textContent);
  const select = form.querySelector('[name="form"]');
  const choose = () => {
    const wanted = shown[select.value];
    for (const box of form.querySelectorAll("[data-quantity]")) {
      const filled = box.querySelector("input").value !== "";
      const failed = box.querySelector(".field--error");
      box.hidden = Boolean(wanted) && !wanted.includes(box.dataset.quantity) && !filled && !failed;
    }
    form.querySelector("[data-nothing]").hidden = !wanted || wanted.some((name) => name !== "days");
    form.querySelector("[data-hint]").hidden = Boolean(wanted);
  };
  select.addEventListener("change", choose);
  choose();
}

const proof = document.querySelector("[data-proof]");
if (proof) {
  const inputs = [...proof.querySelectorAll('input[type="file"]')];
  for (const input of inputs) {
    input.addEventListener("change", () => {
      const [file] = input.files;
      const tooLarge = file && file.size > Number(proof.dataset.most);
      input.setCustomValidity(tooLarge ? proof.dataset.tooLarge : "");
      if (tooLarge) return void input.reportValidity();
      if (file) for (const other of inputs) if (other !== input) other.value = "";
    });
  }
}

(function () {
  "use strict";
  var form = document.getElementById("filters");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#req-table tbody tr[data-word]"));
  var texts = rows.map(function (row) { return row.textContent.normalize("NFKC").toLowerCase(); });
  var fields = ["business", "class", "word", "fidelity", "testability"];
  var waiting = 0;

  function apply() {
    var wanted = form.elements.q.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row, i) {
      var ok = wanted.every(function (part) { return texts[i].indexOf(part) >= 0; }) &&
        fields.every(function (name) {
          var field = form.elements[name];
          return !field || !field.value || field.value.split(" ").indexOf(row.dataset[name]) >= 0;
        });
      row.hidden = !ok;
      if (ok) { shown += 1; }
    });
    document.getElementById("shown").textContent = shown;
    document.getElementById("none").hidden = shown > 0;
  }

  function choose(values) {
    form.reset();
    Object.keys(values).forEach(function (name) {
      if (form.elements[name]) { form.elements[name].value = values[name]; }
    });
    apply();
  }

  function openTarget() {
    var node = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!node) { return; }
    for (var each = node; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") { each.open = true; }
    }
    node.scrollIntoView();
  }

  function setAll(open) {
    document.querySelectorAll("#details details.req").forEach(function (each) { each.open = open; });
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  document.querySelectorAll("[data-choose]").forEach(function (button) {
    button.addEventListener("click", function () { choose(JSON.parse(button.dataset.choose)); });
  });
  document.querySelectorAll("[data-open]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { setAll(button.dataset.open === "1"); });
  });
  var box = document.getElementById("print-details");
  box.parentElement.hidden = false;
  box.addEventListener("change", function () {
    document.body.classList.toggle("with-details", box.checked);
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.rules").forEach(function (each) { each.open = true; });
    if (box.checked) { setAll(true); }
  });
  window.addEventListener("hashchange", openTarget);
  apply();
  openTarget();
}());

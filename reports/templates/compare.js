(function () {
  "use strict";
  var form = document.getElementById("filters");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr[data-words]"));
  var texts = rows.map(function (row) { return row.textContent.normalize("NFKC").toLowerCase(); });
  var waiting = 0;

  function has(name, values) {
    var field = form.elements[name];
    return !field || !field.value || values.split(" ").indexOf(field.value) >= 0;
  }

  function apply() {
    var wanted = form.elements.q.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row, i) {
      var ok = wanted.every(function (part) { return texts[i].indexOf(part) >= 0; }) &&
        has("business", row.dataset.business) && has("class", row.dataset["class"]) && has("word", row.dataset.words);
      row.hidden = !ok;
      if (ok) { shown += 1; }
    });
    document.getElementById("shown").textContent = shown;
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  apply();
}());

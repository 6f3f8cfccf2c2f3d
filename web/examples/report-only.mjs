// Lists what the policy of this page would have refused.

const reports = document.getElementById('reports');
let count = 0;

document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  if (count === 0) reports.replaceChildren();
  count += 1;
  const item = document.createElement('li');
  item.textContent = `${effectiveDirective}: ${blockedURI}`;
  reports.append(item);
});

/* Runs before the app, in any browser: says so where the app cannot run. The
 * floor is Safari 15.4, Chrome 109 and Firefox 115 (browserslist in
 * package.json); these two features came with it. */
(function () {
  var isEnough = 'noModule' in document.createElement('script') && 'findLast' in Array.prototype && window.CSS && CSS.supports('height', '1dvh');
  if (isEnough) return;
  window.browserIsTooOld = true;
  document.addEventListener('DOMContentLoaded', function () {
    var text = document.createElement('p');
    text.style.cssText = 'max-width:34em;margin:4em auto;padding:0 1em;color:#eee;font:18px/1.5 sans-serif';
    text.appendChild(
      document.createTextNode(
        'This browser is too old for MediaSnap. Please update it, or use another one: Safari 15.4, Chrome 109, Edge 109 or Firefox 115, or any later version.',
      ),
    );
    document.getElementById('root').appendChild(text);
  });
})();

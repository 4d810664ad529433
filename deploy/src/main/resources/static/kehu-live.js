// Says on a customer's page that the customer has changed. Listens only while the page is looked at: a browser opens
// few connections to one server.
const notice = document.querySelector('[data-live]');
if (notice && window.EventSource) {
  let events = null;
  const listen = () => {
    if (document.visibilityState !== 'visible') {
      events?.close();
      events = null;
    } else if (!events && notice.hidden) {
      events = new EventSource(notice.dataset.live);
      events.addEventListener('customer', () => {
        notice.hidden = false;
        events.close();
        events = null;
      });
    }
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}

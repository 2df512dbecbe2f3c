import type { App, Session } from 'electron';
import { isAppPage } from './app-address.ts';

/**
 * Nothing that is shown can go anywhere (E2, E5, E6): no navigation but to our own page, no new windows, no `<webview>`.
 * Links do not come this way; the window hands them to the link gate.
 */
export function guardNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', details => {
      if (!isAppPage(details.url)) details.preventDefault();
    });
    contents.on('will-frame-navigate', details => {
      // The article's own frame, should Electron report its making.
      if (!details.isMainFrame && details.url === 'about:srcdoc') return;
      if (!details.isMainFrame || !isAppPage(details.url)) details.preventDefault();
    });
    contents.on('will-redirect', details => {
      if (!isAppPage(details.url)) details.preventDefault();
    });
    contents.on('will-attach-webview', event => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Every permission is refused, whoever asks (E4). Notifications and the clipboard go through the main process instead. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
}

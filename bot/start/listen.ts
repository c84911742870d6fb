/** The HTTP port: taken before anything else is started, and answered by whatever is shown at the moment. */
import { createServer, type RequestListener } from 'node:http';
import { Refusal } from '../../core/refusal.js';

export interface Front {
  readonly port: number;
  /** Who answers from now on. */
  show(listener: RequestListener): void;
  /** No new connections; what is under way may finish within `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

export function listen(host: string, port: number, first: RequestListener): Promise<Front> {
  let current = first;
  const server = createServer((request, response) => current(request, response));
  server.headersTimeout = 15_000;
  server.requestTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenRefusal(host, port, error)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        show: (listener) => {
          current = listener;
        },
        close: (patienceMs) =>
          new Promise((closed) => {
            const force = setTimeout(() => server.closeAllConnections(), patienceMs);
            server.close(() => {
              clearTimeout(force);
              closed();
            });
            server.closeIdleConnections();
          }),
      });
    });
  });
}

function listenRefusal(host: string, port: number, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const remedy = '请停止占用它的程序，或换一个端口，例如 PORT=3001 npm start。';
  if (code === 'EADDRINUSE') return new Refusal('port-taken', `端口 ${port} 已被别的程序占用，服务没有启动。`, { remedy });
  if (code === 'EACCES')
    return new Refusal('port-forbidden', `没有权限使用端口 ${port}，服务没有启动。`, {
      remedy: '请换一个 1024 以上的端口，例如 PORT=3000 npm start。',
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Refusal('host-unknown', `HOST 写的 ${host} 不是本机的地址，服务没有启动。`, {
      remedy: '请改成 127.0.0.1（只有本机能访问）或 0.0.0.0（别的电脑也能访问）。',
    });
  }
  return error;
}

# Tributary as an image: docs/guides/docker.md says how it is used and what of it was tried.
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund
RUN npm pack --pack-destination /

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=build /tributary-*.tgz /tmp/tributary.tgz
# Without what is optional, which is the embedded PostgreSQL (60 MB): a container names its own.
RUN npm install --omit=optional --no-audit --no-fund /tmp/tributary.tgz && npm cache clean --force
RUN install --directory --mode=0700 --owner=node --group=node /data
USER node
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV TRIBUTARY_DATA_DIR=/data
VOLUME /data
EXPOSE 4000
# Node itself is process 1, and hears it: requests in flight get SHUTDOWN_GRACE_MS to finish.
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=60s --interval=10s --timeout=3s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=64", "/app/node_modules/tributary/bin/tributary.mjs"]
CMD ["start"]

# One image for every process: the command says which, for example `subgraphs/account/main.ts`.
FROM node:24.21.0-bookworm-slim

WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data

COPY package.json package-lock.json .npmrc ./
# Scripts are left out: the only one of ours that does something fetches a Node, and this image is one.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

COPY bin ./bin
COPY schema ./schema
COPY subgraphs ./subgraphs
COPY gateway ./gateway
# The hosted pages are made with it.
COPY sdk ./sdk
# Everything is transformed here once, and not at each start of a container that may write nothing.
RUN node --import ./bin/typescript.mjs gateway/start-all.ts && node --import ./bin/typescript.mjs subgraphs/run.ts

RUN mkdir /data && chown node:node /data
VOLUME /data
USER node

EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["node", "--import", "./bin/typescript.mjs"]
CMD ["gateway/main.ts"]

# The service with the built H5 and compiled code in it. It expects MONGODB_URI of a replica set.
FROM node:20-bookworm-slim AS build
WORKDIR /duban
COPY package.json package-lock.json .npmrc ./
COPY core/package.json core/
COPY bot/package.json bot/
COPY miniapp/package.json miniapp/
COPY test/package.json test/
RUN npm ci
COPY . .
RUN npm run build:h5
# Plain JavaScript beside the files it reads; the TypeScript stays behind.
RUN npx esbuild $(find core bot -name '*.ts' -not -path '*/node_modules/*') --outdir=out --outbase=. --format=esm --platform=node --target=node20 \
 && find core bot -type f -not -name '*.ts' -not -path '*/node_modules/*' -exec cp --parents {} out/ \;

FROM node:20-bookworm-slim
WORKDIR /duban
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
COPY package.json package-lock.json .npmrc ./
COPY core/package.json core/
COPY bot/package.json bot/
COPY miniapp/package.json miniapp/
COPY test/package.json test/
RUN npm ci --omit=dev --workspace core --workspace bot && npm cache clean --force
COPY --from=build /duban/out ./
COPY --from=build /duban/miniapp/dist/h5 miniapp/dist/h5
RUN mkdir /data && chown node /data
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "bot/duban.mjs", "start"]

// The REST reference: Scalar reads our OpenAPI document and sends requests to this service alone.
"use strict";

const reference = document.getElementById("reference");

// A sample is read whole, not scrolled, and a name stays on one line.
const STYLE = `
  .markdown pre code.hljs { white-space: pre-wrap; }
  .markdown :not(pre) > code { white-space: nowrap; }
`;

async function show() {
  const reply = await fetch("/openapi.json");
  if (!reply.ok) throw new Error(`/openapi.json answered ${reply.status}`);
  const content = await reply.json();
  const [bearer] = Object.keys(content.components?.securitySchemes ?? {});

  Scalar.createApiReference(reference, {
    content,
    customCss: STYLE,
    documentDownloadType: "json",
    // Requests, and the samples to copy, go to the host that served the page.
    servers: [{ url: location.origin }],
    authentication: { preferredSecurityScheme: bearer },
    defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
    // A key lives as long as the tab.
    persistAuth: false,
    // What would speak to somebody else's host; the policy on this page would stop it as well.
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    proxyUrl: "",
    showDeveloperTools: "never",
    telemetry: false,
    withDefaultFonts: false,
  });
}

show().catch((error) => {
  reference.textContent = "The reference could not be shown. The document itself is /openapi.json.";
  throw error;
});

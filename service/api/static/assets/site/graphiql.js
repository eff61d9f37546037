// GraphiQL, asking this service's POST /graphql.
"use strict";

const START_QUERY = `# Put your key into "Headers" below, then press Ctrl-Enter.
# The book icon on the left opens the schema.

query Partnerships {
  partnerships(first: 5) {
    nodes {
      code
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

const PLACEHOLDER = "Bearer csp_…";
const START_HEADERS = JSON.stringify({ Authorization: PLACEHOLDER }, null, 2);

async function ask(operation, { headers = {} } = {}) {
  // The schema is public: it loads before anybody has put in a key.
  const { Authorization: key, ...others } = headers ?? {};
  const known = key && key !== PLACEHOLDER ? { Authorization: key } : {};
  const reply = await fetch("/graphql", {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json, application/json",
      "Content-Type": "application/json",
      ...others,
      ...known,
    },
    body: JSON.stringify(operation),
  });
  return reply.json();
}

// GraphiQL keeps its history with the headers, whatever it is told about persisting them. A query
// may stay in the browser; a key may not.
function withoutHeaders(text) {
  try {
    const drop = (name, part) => (name === "headers" ? undefined : part);
    return JSON.stringify(JSON.parse(text), drop);
  } catch {
    // A query, not JSON.
    return text;
  }
}

const storage = {
  getItem: (name) => localStorage.getItem(name),
  setItem: (name, text) => localStorage.setItem(name, withoutHeaders(text)),
  removeItem: (name) => localStorage.removeItem(name),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length;
  },
};

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: ask,
    defaultQuery: START_QUERY,
    defaultHeaders: START_HEADERS,
    defaultEditorToolsVisibility: "headers",
    storage,
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
  }),
);

import { restConfigOf } from "../../../components/clients/kafka-connect/connectors.js";
import { restPort } from "../../../components/clients/kafka-connect/names.js";
import type { Process } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import type { ConnectDescribed } from "../../behaviour/connect.js";
import type { UserLogin } from "../../login.js";
import { kafkaProcessUser } from "../../process-user.js";
import { jobLabels, restService } from "./names.js";

const files = "/etc/streamform/files";

/** The Job that brings connectors to workers that no operator looks after. It runs bash and curl. */
export function connectorsProcess(
  { spec, environment, uses: { kafka } }: ConnectDescribed,
  login?: UserLogin,
): Process {
  return {
    name: "connectors",
    title: "connectors Job",
    labels: jobLabels(environment),
    given: { cpu: 0.05, memory: 64 },
    runs: () => {
      if (!login) return undefined; // SF2975 says so
      const connectors = Object.entries(spec.connectors).sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        user: kafkaProcessUser,
        program: {
          name: "apply-connectors",
          image: kafka.programs.image,
          command: ["bash", `${files}/apply-connectors.sh`],
          environment: {
            CONNECT_URL: `http://${restService}:${restPort}`,
            CONNECTORS_DIR: files,
            OWNER: environment.name,
          },
        },
        folders: [
          {
            name: "files",
            path: files,
            files: {
              ...templates(import.meta.url, "apply-connectors.sh"),
              "connectors.tsv": connectors.map(([name, { state }]) => `${name}\t${state}\n`).join(""),
              ...Object.fromEntries(
                connectors.map(([name, connector]) => [
                  `${name}.json`,
                  `${JSON.stringify(restConfigOf(name, connector, { login, owner: environment.name }), null, 2)}\n`,
                ]),
              ),
            },
          },
          { name: "tmp", path: "/tmp", scratch: 16 },
        ],
      };
    },
  };
}

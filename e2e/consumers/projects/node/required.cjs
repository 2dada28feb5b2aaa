const { createClient, createConnectTransport } = require("farcall");
const { DemoService } = require("./gen/demo/v1/demo_pb.js");

const demo = createClient(DemoService, createConnectTransport({ baseUrl: process.env.DEMO }));
demo.say({ sentence: "hello" }).then(({ sentence }) => console.log(sentence));

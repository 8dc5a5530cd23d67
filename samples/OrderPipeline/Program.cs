using OrderPipeline;

return await CommandLine.Create().Parse(args).RunAsync();

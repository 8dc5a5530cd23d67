using Waybill.AotApp;

switch (args)
{
    case ["pipeline", var folder]:
        return await PipelineRun.RunAsync(folder, Console.Out) ? 0 : 1;
    case ["startup", var folder]:
        await StartupRun.MessageAsync(folder, started: null, Console.Out);
        return 0;
    case ["startup", var folder, var started]:
        await StartupRun.MessageAsync(folder, started, Console.Out);
        return 0;
    case ["host"]:
        await StartupRun.HostAloneAsync(started: null, Console.Out);
        return 0;
    case ["host", var started]:
        await StartupRun.HostAloneAsync(started, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(
            "pipeline FOLDER | startup FOLDER [STARTED] | host [STARTED]; STARTED is the parent's Stopwatch.GetTimestamp()"
        );
        return 2;
}

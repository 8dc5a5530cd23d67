namespace Waybill.Cli.Tests.Support;

/// <summary>What one command of the tool printed, and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static Task<CommandRun> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public static async Task<CommandRun> RunAsync(CancellationToken cancellationToken, string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, output, errors, cancellationToken);
        return new CommandRun(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Fails unless it ended as expected; shows what it printed.</summary>
    public CommandRun AssertExit(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>Fails when it ended so; shows what it worked on.</summary>
    public CommandRun AssertNot(int exitCode, string input)
    {
        Assert.True(ExitCode != exitCode, $"exit code {ExitCode}: {input}\n{Output}\n{Errors}");
        return this;
    }
}

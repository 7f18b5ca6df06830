using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ClusterEvents.Verifier;

/// <summary>The help of a command, and below it examples: those of all commands if none is named.</summary>
internal sealed class Usage : SynchronousCommandLineAction
{
    private readonly SynchronousCommandLineAction _help;

    private Usage(HelpOption option)
    {
        _help = (SynchronousCommandLineAction)option.Action!;
        option.Action = this;
    }

    /// <summary>Help is shown although the rest of the line may be incomplete or wrong.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root) => _ = new Usage(root.Options.OfType<HelpOption>().Single());

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        var about = command is ToolCommand one ? [one] : command.Subcommands.OfType<ToolCommand>();
        output.WriteLine("Examples:");
        foreach (var described in about) output.WriteLine($"  {described.Example}");
        if (command is not RootCommand) return 0;
        output.WriteLine();
        output.WriteLine("LOG_KEY is what /log/keys answers. Get it once from somebody you trust, "
            + "not from the log itself.");
        output.WriteLine("Exit code 0: clean, 1: findings, 2: it could not run.");
        return 0;
    }
}

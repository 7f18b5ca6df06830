using System.Reflection;
using JasperFx;
using JasperFx.CommandLine;
using JasperFx.CommandLine.Commands;
using JasperFx.CommandLine.Parsing;
using Spectre.Console;

namespace ClusterEvents.Hosting.Composition;

/// <summary>The commands that Marten and Wolverine bring along, which JasperFx runs.</summary>
internal sealed class LibraryCommands
{
    /// <summary>
    /// What an operator of the program needs. The others are for developing with the libraries, start a service, or would
    /// empty the store.
    /// </summary>
    private static readonly string[] Offered = ["codegen", "db-apply", "db-assert", "projections", "run"];

    private readonly CommandFactory _factory = new();

    private LibraryCommands()
    {
    }

    /// <summary>Finds the commands without telling where it looks for them.</summary>
    public static LibraryCommands FindAll()
    {
        var (commands, all) = (new LibraryCommands(), new CommandFactory());
        var console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });
        all.RegisterCommands(typeof(RunCommand).Assembly);
        all.RegisterCommandsFromExtensionAssemblies();
        // Once extensions have been applied, to whatever, the libraries' own runner searches silently, too.
        all.ApplyExtensions(new ServiceCollection());
        AnsiConsole.Console = console;
        foreach (var type in all.AllCommandTypes())
            if (Offered.Contains(CommandFactory.CommandNameFor(type))) commands._factory.RegisterCommand(type);
        return commands;
    }

    /// <summary>Their names, and what each is for.</summary>
    public IEnumerable<(string Name, string? Description)> All => Types.Select(type =>
        (CommandFactory.CommandNameFor(type), type.GetCustomAttribute<DescriptionAttribute>()?.Description));

    public bool Has(string name) => Types.Any(type =>
        CommandFactory.CommandNameFor(type).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with the arguments of a command; null where it can do what is asked.</summary>
    public string? FaultOf(string name, string[] arguments)
    {
        var usages = _factory.Build(name).Usages;
        // The libraries would not tell what there is to choose from, and take numbers for names.
        if (arguments is [var given, ..] && !InputParser.IsFlag(given)
            && usages.Arguments.FirstOrDefault()?.ToUsageDescription().Split('|') is { Length: > 1 } choices
            && !choices.Contains(given))
            return $"`{given}` is none of {string.Join('|', choices)}";
        try
        {
            usages.BuildInput(new(ArgPreprocessor.Process(arguments)), new ActivatorCommandCreator());
            return null;
        }
        catch (Exception exception)
        {
            // Values that are none of the kind that is asked for end in exceptions of any kind.
            return exception.Message.Length > 0 ? exception.Message
                : $"`{string.Join(' ', [name, .. arguments])}` has too few or too many arguments";
        }
    }

    public Task PrintHelpAsync(string name) => new CommandExecutor(_factory).ExecuteAsync(["help", name]);

    public static Task<int> RunAsync(string[] command, IHost host) => host.RunJasperFxCommands(command);

    private IEnumerable<Type> Types => _factory.AllCommandTypes()
        .Where(type => Offered.Contains(CommandFactory.CommandNameFor(type)));
}

using System.Runtime.CompilerServices;
using System.Text;

namespace ClusterEvents.Tests;

/// <summary>
/// The console of the test process, by asynchronous flow: what a command prints that runs in one test is read by that
/// test, whatever others print meanwhile.
/// </summary>
internal sealed class RoutedConsole : TextWriter
{
    private readonly TextWriter _console;
    private readonly AsyncLocal<TextWriter?> _route = new();

    private RoutedConsole(TextWriter console) => _console = console;

    public override Encoding Encoding => Current.Encoding;

    private static RoutedConsole Output { get; } = new(Console.Out);

    private static RoutedConsole Errors { get; } = new(Console.Error);

    private TextWriter Current => _route.Value ?? _console;

    /// <summary>Sends what the current flow prints elsewhere until that is disposed.</summary>
    public static IDisposable To(TextWriter output, TextWriter errors)
    {
        Output._route.Value = Synchronized(output);
        Errors._route.Value = Synchronized(errors);
        return new End();
    }

    /// <summary>Libraries keep the console that they find first: it has to be this one.</summary>
    [ModuleInitializer]
    internal static void Install()
    {
        Console.SetOut(Output);
        Console.SetError(Errors);
    }

    public override void Write(char value) => Current.Write(value);

    public override void Write(char[] buffer, int index, int count) => Current.Write(buffer, index, count);

    public override void Write(string? value) => Current.Write(value);

    public override void Flush() => Current.Flush();

    private sealed class End : IDisposable
    {
        public void Dispose() => (Output._route.Value, Errors._route.Value) = (null, null);
    }
}

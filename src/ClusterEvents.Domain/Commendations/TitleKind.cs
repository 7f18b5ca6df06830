using System.Text.Json;

namespace ClusterEvents.Domain.Commendations;

/// <summary>What sort of honour a title is: danh hiệu thi đua, huân chương, bằng khen or giấy khen.</summary>
public enum TitleKind { EmulationTitle, Order, Certificate }
